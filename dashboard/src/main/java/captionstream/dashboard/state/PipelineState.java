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
import captionstream.dashboard.thumbnail.ImageReference;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything the page shows, fed record by record. Thread-safe; bounded in memory whatever is fed. */
public final class PipelineState {
    private static final Duration BUCKET = Duration.ofSeconds(5);
    private static final int BUCKETS_RESENT = 3;

    private final Clock clock;
    private final Duration history;
    private final Flow flow;
    private final FlowCounting counting;
    private final InFlight inFlight = new InFlight();
    private final RecentImages images;
    private final RecentScores scores = new RecentScores();
    private final DeadLetters deadLetters = new DeadLetters();
    private final AllResults results = AllResults.none();

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
        this.counting = new FlowCounting(flow, clock);
        this.images = new RecentImages(recentImages);
    }

    /** @param time of the record, in milliseconds of the epoch; here and below */
    public synchronized void add(ImageEvent event, long time) {
        counting.event(time);
        inFlight.seen(event.getId(), time);
    }

    public synchronized void add(CaptionRequest request, long time) {
        counting.request(request, time);
    }

    public synchronized void add(Caption caption, long time) {
        version++;
        counting.caption(caption, time);
        inFlight.resolved(caption.getImageId());
        images.add(caption, version);
        scores.add(caption, version);
        model = Excerpt.of(caption.getModel());
    }

    /** @param partition where the letter itself stands, as {@code offset} */
    public synchronized void add(DeadLetter letter, int partition, long offset, long time) {
        deadLettersVersion = ++version;
        counting.deadLetter(letter, time);
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
        results.rankings().put(key, ranking, ++version);
    }

    public synchronized void putStatistics(String key, @Nullable PromptStatistics values) {
        results.statistics().put(key, values, ++version);
    }

    /** @param row of the matrix */
    public synchronized void putCompatibility(String key, @Nullable PromptCompatibility row) {
        results.compatibility().put(key, row, ++version);
    }

    public synchronized void putExtremes(String key, @Nullable CaptionExtremes captions) {
        results.extremes().put(key, captions, ++version);
    }

    /** @param alive how many workers there are at this moment; null where that cannot be told */
    public synchronized void workers(@Nullable Integer alive) {
        workers = alive;
        if (alive != null) {
            counting.workers(alive);
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
                results.totals(),
                results.rankings().of(window).values(),
                results.statistics().of(window).values(),
                results.compatibility().of(window).values(),
                results.extremes().of(window).values(),
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
                results.totals(),
                results.rankings().of(window).changedAfter(earlier),
                results.statistics().of(window).changedAfter(earlier),
                results.compatibility().of(window).changedAfter(earlier),
                results.extremes().of(window).changedAfter(earlier),
                deadLettersVersion > earlier ? deadLetters.summary() : null);
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
}
