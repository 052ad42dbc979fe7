package captionstream.worker;

import captionstream.worker.caption.Captioner;
import captionstream.worker.image.ImageSpec;
import captionstream.worker.intake.RequestBatch;
import captionstream.worker.publish.CaptionRecords;
import captionstream.worker.publish.RequestOutcome;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * The batches that the model works on, one on each device, so that the loop can go on polling. They come back in the
 * order in which they were started, so that offsets can be committed.
 */
final class ModelStage {
    private final List<ModelLane> lanes;
    private final Runnable onFinished;
    private final Queue<Running> running = new ArrayDeque<>();

    private record Running(
            CaptionRecords records, CompletableFuture<List<RequestOutcome>> outcomes, Set<TopicPartition> lost) {
        CaptionedBatch captioned() {
            return new CaptionedBatch(
                    records, outcomes.join().stream().filter(this::isStillOurs).toList());
        }

        private boolean isStillOurs(RequestOutcome outcome) {
            return !lost.contains(new TopicPartition(
                    outcome.origin().topic(), outcome.origin().partition()));
        }
    }

    /**
     * @param lanes one for each device, all of the same model
     * @param onFinished called on a lane's thread after each batch
     */
    ModelStage(List<ModelLane> lanes, Runnable onFinished) {
        this.lanes = List.copyOf(lanes);
        this.onFinished = onFinished;
    }

    boolean isIdle() {
        return running.isEmpty();
    }

    /** Batches at work, or waiting for an earlier one to come back. */
    int size() {
        return running.size();
    }

    /** Whether a device is free, and not too many batches wait for a slower one. */
    boolean hasRoom() {
        return running.size() < 2 * lanes.size() && lanes.stream().anyMatch(ModelLane::isFree);
    }

    /** Only while it {@link #hasRoom}. */
    void start(RequestBatch batch) {
        ModelLane lane = lanes.stream().filter(ModelLane::isFree).findFirst().orElseThrow();
        running.add(new Running(lane.records(), lane.start(batch, onFinished), new HashSet<>()));
    }

    boolean hasFinished() {
        Running oldest = running.peek();
        return oldest != null && oldest.outcomes().isDone();
    }

    /** What became of the oldest batch, once, as soon as its model is done; without what was forgotten. */
    Optional<CaptionedBatch> finished() {
        return hasFinished() ? Optional.of(running.remove().captioned()) : Optional.empty();
    }

    /** Puts other captioners, one for each device, in the place of the present ones. Only while {@link #isIdle}. */
    void replace(List<Captioner> next) {
        for (int i = 0; i < lanes.size(); i++) {
            lanes.get(i).replace(next.get(i));
        }
    }

    /** How images must be prepared for the present model. */
    ImageSpec imageSpec() {
        return lanes.get(0).captioner().imageSpec();
    }

    String fingerprint() {
        return lanes.get(0).captioner().fingerprint();
    }

    /** Another member owns these partitions now, and does them again. */
    void forget(Collection<TopicPartition> partitions) {
        running.forEach(batch -> batch.lost().addAll(partitions));
    }

    /** Whatever comes of the batches at work is not wanted. */
    void abandon() {
        running.forEach(batch -> batch.outcomes().cancel(false));
        running.clear();
    }

    /** Frees the model; only once the threads of its lanes have ended. Safe from any thread. */
    void close() {
        lanes.forEach(ModelLane::close);
    }
}
