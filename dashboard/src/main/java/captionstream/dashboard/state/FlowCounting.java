package captionstream.dashboard.state;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.StageTimings;
import java.time.Clock;
import java.time.Instant;

/** Counts in a flow what records say; {@code time} is a record's own, in milliseconds of the epoch. */
final class FlowCounting {
    private static final double MOST_STAGE_MILLIS = 86_400_000;

    private final Flow flow;
    private final Clock clock;
    private final RecentBatches batches = new RecentBatches();

    FlowCounting(Flow flow, Clock clock) {
        this.flow = flow;
        this.clock = clock;
    }

    void event(long time) {
        count(Measure.EVENTS, 1, time);
    }

    void request(CaptionRequest request, long time) {
        count(Measure.REQUESTS, 1, time);
        count(Measure.INTAKE_MILLIS, millisSince(request.getEventTime(), time), time);
    }

    void caption(Caption caption, long time) {
        count(Measure.CAPTIONS, 1, time);
        count(Measure.IMAGES, caption.getPromptIndex() == 0 ? 1 : 0, time);
        count(Measure.TOKENS, caption.getGeneratedTokens(), time);
        count(Measure.LAG_MILLIS, millisSince(caption.getEventTime(), time), time);
        stages(caption.getTimings(), time);
    }

    private void stages(StageTimings timings, long time) {
        count(Measure.FETCH_MICROS, micros(timings.getFetchMs()), time);
        count(Measure.DECODE_MICROS, micros(timings.getDecodeMs()), time);
        count(Measure.ENCODE_MICROS, micros(timings.getEncodeMs()), time);
        count(Measure.GENERATE_MICROS, micros(timings.getGenerateMs()), time);
        count(Measure.SCORE_MICROS, micros(timings.getScoreMs()), time);
        count(Measure.BATCHES, batches.isNew(timings) ? 1 : 0, time);
    }

    void deadLetter(DeadLetter letter, long time) {
        flow.addDeadLetter(Excerpt.of(letter.getReason()), time, clock.millis());
    }

    /** At this moment. */
    void workers(int alive) {
        count(Measure.WORKERS, alive, clock.millis());
        count(Measure.WORKER_COUNTS, 1, clock.millis());
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
