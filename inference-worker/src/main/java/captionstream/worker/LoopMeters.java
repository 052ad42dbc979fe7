package captionstream.worker;

import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.FailureStage;
import captionstream.worker.caption.CaptionOutcome.Captioned;
import captionstream.worker.caption.GeneratedCaption;
import captionstream.worker.image.LoadedImage;
import captionstream.worker.intake.BatchCollector;
import captionstream.worker.observe.Meter;
import captionstream.worker.observe.WorkerMetrics;
import captionstream.worker.observe.WorkerStatus;
import captionstream.worker.publish.EncodedOutcome;
import captionstream.worker.publish.RequestOutcome.Described;
import captionstream.worker.publish.RequestOutcome.GivenUp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/** What the loop tells about itself. */
final class LoopMeters {
    private static final Duration ALIVE = Duration.ofMinutes(2);
    private static final Duration LONGEST_LAG = Duration.ofDays(365);

    private final WorkerMetrics metrics;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private volatile long lastTurnNanos;
    private volatile Duration lastLag = Duration.ZERO;

    LoopMeters(WorkerMetrics metrics, InstantSource clock, LongSupplier nanoClock) {
        this.metrics = metrics;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.lastTurnNanos = nanoClock.getAsLong();
    }

    void turned(BatchCollector collector, ModelStage model) {
        lastTurnNanos = nanoClock.getAsLong();
        metrics.set(Meter.WAITING, collector.size());
        metrics.set(Meter.WAITING_LOADED, collector.loaded());
        metrics.set(Meter.MODEL_BUSY, model.size());
    }

    /** Whether the loop has come round lately. Safe from any thread. */
    boolean isAlive() {
        return nanoClock.getAsLong() - lastTurnNanos < ALIVE.toNanos();
    }

    /** Safe from any thread. */
    WorkerStatus status() {
        return metrics.status(lastLag);
    }

    void startedOver() {
        metrics.count(Meter.START_OVERS, 1);
    }

    void modelReplaced() {
        metrics.count(Meter.MODELS_REPLACED, 1);
    }

    /**
     * A transaction came through.
     *
     * @param model fingerprint of the one that captioned them
     */
    void published(List<EncodedOutcome> outcomes, String model, long publishNanos) {
        metrics.time(Meter.STAGE, "publish", Duration.ofNanos(publishNanos));
        int images = 0;
        long tokens = 0;
        for (EncodedOutcome encoded : outcomes) {
            if (encoded.outcome() instanceof Described described) {
                images++;
                tokens += tokens(described);
                described(described, images == 1);
            } else {
                givenUp(((GivenUp) encoded.outcome()).reason());
            }
        }
        metrics.published(images, tokens);
        metrics.count(Meter.MODEL_IMAGES, model, images);
        metrics.observe(Meter.BATCH_IMAGES, images);
    }

    private void described(Described described, boolean firstOfBatch) {
        Captioned captioned = described.captioned();
        LoadedImage image = described.source().image();
        stage("fetch", image.fetchMillis());
        stage("decode", image.decodeMillis());
        if (firstOfBatch) {
            stage("encode", captioned.encodeMillis());
            stage("generate", captioned.generateMillis());
            stage("score", captioned.scoreMillis());
        }
        metrics.count(Meter.CAPTIONS, captioned.captions().size());
        lag(described.source().request().getEventTime());
    }

    private static long tokens(Described described) {
        return described.captioned().captions().stream()
                .mapToLong(GeneratedCaption::generatedTokens)
                .sum();
    }

    private void givenUp(DeadLetterReason reason) {
        metrics.count(Meter.DEAD_LETTERS, reason.code());
        if (reason.stage() == FailureStage.FETCH) {
            metrics.count(Meter.FETCH_FAILURES, reason.code());
        }
    }

    /** Event times are the publisher's word, and may be any. */
    private void lag(Instant eventTime) {
        Duration lag = Duration.between(eventTime, clock.instant());
        if (!lag.isNegative() && lag.compareTo(LONGEST_LAG) <= 0) {
            metrics.time(Meter.LAG, lag);
            lastLag = lag;
        }
    }

    private void stage(String stage, double millis) {
        metrics.time(Meter.STAGE, stage, Duration.ofNanos((long) (millis * 1e6)));
    }
}
