package captionstream.dashboard.state;

import captionstream.Caption;
import captionstream.CaptionExtremes;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.DeadLetterReplay;
import captionstream.ImageEvent;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptSet;
import captionstream.PromptStatistics;
import captionstream.StageTimings;
import captionstream.dashboard.thumbnail.ImageReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything the page shows, fed record by record. Thread-safe; bounded in memory whatever is fed. */
public final class PipelineState {
    private static final Duration BUCKET = Duration.ofSeconds(5);
    private static final int BUCKETS_RESENT = 3;
    private static final int RANKINGS = 96;
    private static final int STATISTICS = 256;
    private static final int COMPATIBILITY_ROWS = 256;
    private static final int EXTREMES = 32;
    private static final double MOST_STAGE_MILLIS = 86_400_000;
    private static final String UNWEIGHTED = "raw";

    private final Clock clock;
    private final Duration history;
    private final Flow flow;
    private final InFlight inFlight = new InFlight();
    private final RecentImages images;
    private final RecentBatches batches = new RecentBatches();
    private final RecentScores scores = new RecentScores();
    private final DeadLetters deadLetters = new DeadLetters();
    private final RunningResults<PromptRanking, PromptRanking> rankings = new RunningResults<>(
            RANKINGS, r -> new Coverage(r.getModel(), r.getWindow(), r.getWindowStart()), Function.identity());
    private final RunningResults<PromptStatistics, PromptStatistics> statistics = new RunningResults<>(
            STATISTICS, r -> new Coverage(r.getModel(), r.getWindow(), r.getWindowStart()), Function.identity());
    private final RunningResults<PromptCompatibility, PromptCompatibility> compatibility = new RunningResults<>(
            COMPATIBILITY_ROWS,
            r -> new Coverage(r.getModel(), r.getWindow(), r.getWindowStart()),
            Function.identity());
    private final RunningResults<CaptionExtremes, ExtremesView> extremes = new RunningResults<>(
            EXTREMES, r -> new Coverage(r.getModel(), r.getWindow(), r.getWindowStart()), ExtremesView::of);

    private long version;
    private long deadLettersVersion;
    private final PromptSet unlessChosen;
    private PromptSet prompts;
    private @Nullable String model;
    private @Nullable Integer workers;
    private boolean caughtUp;
    private long caughtUpVersion;

    /**
     * @param recentImages images kept with their captions
     * @param unlessChosen the prompts that are in use while nobody has chosen others
     */
    public PipelineState(Clock clock, Duration history, int recentImages, PromptSet unlessChosen) {
        this.unlessChosen = unlessChosen;
        this.prompts = unlessChosen;
        this.clock = clock;
        this.history = history;
        this.flow = new Flow(history, BUCKET);
        this.images = new RecentImages(recentImages);
    }

    /** @param time of the record, in milliseconds of the epoch; here and below */
    public synchronized void add(ImageEvent event, long time) {
        count(Measure.EVENTS, 1, time);
        inFlight.seen(event.getId(), time);
    }

    public synchronized void add(CaptionRequest request, long time) {
        count(Measure.REQUESTS, 1, time);
        count(Measure.INTAKE_MILLIS, millisSince(request.getEventTime(), time), time);
    }

    public synchronized void add(Caption caption, long time) {
        version++;
        count(Measure.CAPTIONS, 1, time);
        count(Measure.IMAGES, caption.getPromptIndex() == 0 ? 1 : 0, time);
        count(Measure.TOKENS, caption.getGeneratedTokens(), time);
        count(Measure.LAG_MILLIS, millisSince(caption.getEventTime(), time), time);
        countStages(caption.getTimings(), time);
        inFlight.resolved(caption.getImageId());
        images.add(caption, version);
        scores.add(caption, version);
        model = Excerpt.of(caption.getModel());
    }

    /** @param partition where the letter itself stands, as {@code offset} */
    public synchronized void add(DeadLetter letter, int partition, long offset, long time) {
        deadLettersVersion = ++version;
        flow.addDeadLetter(Excerpt.of(letter.getReason()), time, clock.millis());
        deadLetters.add(letter, partition, offset);
        if (letter.getImageId() != null) {
            inFlight.resolved(letter.getImageId());
        }
    }

    public synchronized void add(DeadLetterReplay replay) {
        deadLettersVersion = ++version;
        deadLetters.replayed(replay);
    }

    /** Null goes back to the set that is in use while nobody has chosen one. */
    public synchronized void usePrompts(@Nullable PromptSet chosen) {
        prompts = chosen == null ? unlessChosen : chosen;
    }

    public synchronized PromptSet promptsInUse() {
        return prompts;
    }

    /** Of windows, each model's latest of each length is kept; null takes the key away. Here and below. */
    public synchronized void putRanking(String key, @Nullable PromptRanking ranking) {
        rankings.put(key, ranking, ++version);
    }

    public synchronized void putStatistics(String key, @Nullable PromptStatistics values) {
        statistics.put(key, values, ++version);
    }

    /** @param row of the matrix */
    public synchronized void putCompatibility(String key, @Nullable PromptCompatibility row) {
        compatibility.put(key, row, ++version);
    }

    public synchronized void putExtremes(String key, @Nullable CaptionExtremes captions) {
        extremes.put(key, captions, ++version);
    }

    /** @param alive how many workers there are at this moment; null where that cannot be told */
    public synchronized void workers(@Nullable Integer alive) {
        workers = alive;
        if (alive != null) {
            count(Measure.WORKERS, alive, clock.millis());
            count(Measure.WORKER_COUNTS, 1, clock.millis());
        }
    }

    /** Everything that was in the topics at the start has been added. */
    public synchronized void caughtUp() {
        caughtUp = true;
        caughtUpVersion = ++version;
    }

    public synchronized boolean isCaughtUp() {
        return caughtUp;
    }

    /** The image that a thumbnail's path names, if it is among the recent ones. */
    public synchronized Optional<ImageReference> findImage(String key) {
        return images.find(key);
    }

    /** With the results over all time. */
    public Snapshot snapshot() {
        return snapshot(ResultWindow.ALL_TIME);
    }

    /** @param window of the results */
    public synchronized Snapshot snapshot(ResultWindow window) {
        long now = clock.millis();
        return new Snapshot(
                version,
                window.code(),
                now(now),
                flow.bucket().toMillis() / 1000.0,
                flow.history(now),
                images.capacity(),
                images.changedAfter(-1),
                scores.kept(),
                scores.changedAfter(-1),
                totals(),
                rankings.of(window).values(),
                statistics.of(window).values(),
                compatibility.of(window).values(),
                extremes.of(window).values(),
                deadLetters.summary());
    }

    /** With the results over all time. */
    public Changes changesAfter(long earlier) {
        return changesAfter(earlier, ResultWindow.ALL_TIME);
    }

    /**
     * @param earlier version of the snapshot or changes that the receiver has
     * @param window of the results that the receiver has
     */
    public synchronized Changes changesAfter(long earlier, ResultWindow window) {
        long now = clock.millis();
        return new Changes(
                version,
                now(now),
                caughtUp && caughtUpVersion <= earlier ? flow.latest(BUCKETS_RESENT, now) : flow.history(now),
                images.changedAfter(earlier),
                scores.changedAfter(earlier),
                totals(),
                rankings.of(window).changedAfter(earlier),
                statistics.of(window).changedAfter(earlier),
                compatibility.of(window).changedAfter(earlier),
                extremes.of(window).changedAfter(earlier),
                deadLettersVersion > earlier ? deadLetters.summary() : null);
    }

    private List<ModelTotals> totals() {
        Map<String, Long> captions = statistics.of(ResultWindow.ALL_TIME).values().stream()
                .collect(Collectors.groupingBy(
                        PromptStatistics::getModel,
                        Collectors.summingLong(values -> values.getClipScore().getCount())));
        return rankings.of(ResultWindow.ALL_TIME).values().stream()
                .filter(ranking -> ranking.getWeighting().equals(UNWEIGHTED))
                .sorted(Comparator.comparing(PromptRanking::getAsOf).reversed())
                .map(ranking -> new ModelTotals(
                        ranking.getModel(),
                        ranking.getImages(),
                        captions.getOrDefault(ranking.getModel(), 0L),
                        ranking.getAsOf().toEpochMilli()))
                .toList();
    }

    private Now now(long now) {
        inFlight.forgetBefore(now - history.toMillis());
        Long oldest = inFlight.oldest();
        return new Now(
                now,
                caughtUp,
                flow.rates(now),
                flow.recent(now).lagSeconds(),
                inFlight.count(),
                oldest == null ? null : Math.max(0, now - oldest) / 1000.0,
                workers,
                flow.total(now),
                model);
    }

    private void countStages(StageTimings timings, long time) {
        count(Measure.FETCH_MICROS, micros(timings.getFetchMs()), time);
        count(Measure.DECODE_MICROS, micros(timings.getDecodeMs()), time);
        count(Measure.ENCODE_MICROS, micros(timings.getEncodeMs()), time);
        count(Measure.GENERATE_MICROS, micros(timings.getGenerateMs()), time);
        count(Measure.SCORE_MICROS, micros(timings.getScoreMs()), time);
        count(Measure.BATCHES, batches.isNew(timings) ? 1 : 0, time);
    }

    /** Of any number, a day at most. */
    private static long micros(double millis) {
        return Math.round(Math.max(0, Math.min(millis, MOST_STAGE_MILLIS)) * 1000);
    }

    private static long millisSince(Instant event, long time) {
        return Math.max(0, time - event.toEpochMilli());
    }

    private void count(Measure measure, long amount, long time) {
        flow.add(measure, amount, time, clock.millis());
    }
}
