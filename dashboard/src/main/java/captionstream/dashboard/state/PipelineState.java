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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything the page shows, fed record by record. Thread-safe; bounded in memory whatever is fed. */
public final class PipelineState {
    private static final Duration BUCKET = Duration.ofSeconds(5);
    private static final int BUCKETS_RESENT = 3;
    private static final int RANKINGS = 96;
    private static final int STATISTICS = 256;
    private static final int COMPATIBILITY_ROWS = 256;
    private static final int EXTREMES = 32;

    private final Clock clock;
    private final Duration history;
    private final Flow flow;
    private final InFlight inFlight = new InFlight();
    private final RecentImages images;
    private final DeadLetters deadLetters = new DeadLetters();
    private final RunningResults<PromptRanking, PromptRanking> rankings =
            new RunningResults<>(RANKINGS, PromptRanking::getWindow, Function.identity());
    private final RunningResults<PromptStatistics, PromptStatistics> statistics =
            new RunningResults<>(STATISTICS, PromptStatistics::getWindow, Function.identity());
    private final RunningResults<PromptCompatibility, PromptCompatibility> compatibility =
            new RunningResults<>(COMPATIBILITY_ROWS, PromptCompatibility::getWindow, Function.identity());
    private final RunningResults<CaptionExtremes, ExtremesView> extremes =
            new RunningResults<>(EXTREMES, CaptionExtremes::getWindow, ExtremesView::of);

    private long version;
    private long deadLettersVersion;
    private final PromptSet unlessChosen;
    private PromptSet prompts;
    private @Nullable String model;
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
    }

    public synchronized void add(Caption caption, long time) {
        version++;
        count(Measure.CAPTIONS, 1, time);
        count(Measure.IMAGES, caption.getPromptIndex() == 0 ? 1 : 0, time);
        count(Measure.TOKENS, caption.getGeneratedTokens(), time);
        count(Measure.LAG_MILLIS, Math.max(0, time - caption.getEventTime().toEpochMilli()), time);
        inFlight.resolved(caption.getImageId());
        images.add(caption, version);
        model = Excerpt.of(caption.getModel());
    }

    /** @param partition where the letter itself stands, as {@code offset} */
    public synchronized void add(DeadLetter letter, int partition, long offset, long time) {
        deadLettersVersion = ++version;
        count(Measure.DEAD_LETTERS, 1, time);
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

    /** Only results over all time are kept; null takes the key away. Here and below. */
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

    public synchronized Snapshot snapshot() {
        long now = clock.millis();
        return new Snapshot(
                version,
                now(now),
                flow.bucket().toMillis() / 1000.0,
                flow.history(now),
                images.capacity(),
                images.changedAfter(-1),
                rankings.values(),
                statistics.values(),
                compatibility.values(),
                extremes.values(),
                deadLetters.summary());
    }

    /** @param earlier version of the snapshot or changes that the receiver has */
    public synchronized Changes changesAfter(long earlier) {
        long now = clock.millis();
        return new Changes(
                version,
                now(now),
                caughtUp && caughtUpVersion <= earlier ? flow.latest(BUCKETS_RESENT, now) : flow.history(now),
                images.changedAfter(earlier),
                rankings.changedAfter(earlier),
                statistics.changedAfter(earlier),
                compatibility.changedAfter(earlier),
                extremes.changedAfter(earlier),
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
                flow.total(now),
                model);
    }

    private void count(Measure measure, long amount, long time) {
        flow.add(measure, amount, time, clock.millis());
    }
}
