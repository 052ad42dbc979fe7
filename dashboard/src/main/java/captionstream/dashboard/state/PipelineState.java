package captionstream.dashboard.state;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.ImageEvent;
import captionstream.PromptRanking;
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
    private static final int RANKINGS = 96;
    private static final int STATISTICS = 256;

    private final Clock clock;
    private final Duration history;
    private final Flow flow;
    private final InFlight inFlight = new InFlight();
    private final RecentImages images;
    private final DeadLetters deadLetters = new DeadLetters();
    private final LatestByKey<PromptRanking> rankings = new LatestByKey<>(RANKINGS);
    private final LatestByKey<PromptStatistics> statistics = new LatestByKey<>(STATISTICS);

    private long version;
    private long rankingsVersion;
    private long statisticsVersion;
    private long deadLettersVersion;
    private @Nullable String model;
    private boolean caughtUp;
    private long caughtUpVersion;

    /** @param recentImages images kept with their captions */
    public PipelineState(Clock clock, Duration history, int recentImages) {
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

    public synchronized void add(DeadLetter letter, long time) {
        deadLettersVersion = ++version;
        count(Measure.DEAD_LETTERS, 1, time);
        deadLetters.add(letter);
        if (letter.getImageId() != null) {
            inFlight.resolved(letter.getImageId());
        }
    }

    /** Keeps rankings over all time; windowed ones are left aside. A null ranking takes the key away. */
    public synchronized void putRanking(String key, @Nullable PromptRanking ranking) {
        if (ranking == null || ranking.getWindow() == null) {
            rankingsVersion = ++version;
            rankings.put(key, ranking);
        }
    }

    /** Keeps statistics over all time; windowed ones are left aside. A null value takes the key away. */
    public synchronized void putStatistics(String key, @Nullable PromptStatistics values) {
        if (values == null || values.getWindow() == null) {
            statisticsVersion = ++version;
            statistics.put(key, values);
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

    public synchronized Snapshot snapshot() {
        long now = clock.millis();
        return new Snapshot(
                version,
                now(now),
                flow.bucket().toMillis() / 1000.0,
                flow.history(now),
                images.changedAfter(-1),
                rankings.values(),
                statistics.values(),
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
                rankingsVersion > earlier ? rankings.values() : null,
                statisticsVersion > earlier ? statistics.values() : null,
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
