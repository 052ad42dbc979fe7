package captionstream.worker;

import captionstream.worker.intake.RequestBatch;
import captionstream.worker.publish.RequestOutcome;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The batch that the model works on, on a thread of its own, so that the loop can go on polling. */
final class ModelStage {
    private final Executor modelThread;
    private final IsolatingCaptioner captioner;
    private final Runnable onFinished;
    private final Set<TopicPartition> lost = new HashSet<>();
    private @Nullable CompletableFuture<List<RequestOutcome>> running;

    /**
     * @param modelThread runs one task at a time
     * @param onFinished called on that thread after each batch
     */
    ModelStage(Executor modelThread, IsolatingCaptioner captioner, Runnable onFinished) {
        this.modelThread = modelThread;
        this.captioner = captioner;
        this.onFinished = onFinished;
    }

    boolean isIdle() {
        return running == null;
    }

    void start(RequestBatch batch) {
        CompletableFuture<List<RequestOutcome>> outcomes = new CompletableFuture<>();
        lost.clear();
        running = outcomes;
        modelThread.execute(() -> caption(batch, outcomes));
    }

    private void caption(RequestBatch batch, CompletableFuture<List<RequestOutcome>> outcomes) {
        if (outcomes.isCancelled()) {
            return;
        }
        try {
            outcomes.complete(captioner.caption(batch));
        } catch (Throwable e) {
            outcomes.completeExceptionally(e);
        }
        onFinished.run();
    }

    /** The outcomes of the batch, once, as soon as the model is done with it; without those of forgotten partitions. */
    Optional<List<RequestOutcome>> finished() {
        CompletableFuture<List<RequestOutcome>> outcomes = running;
        if (outcomes == null || !outcomes.isDone()) {
            return Optional.empty();
        }
        running = null;
        return Optional.of(outcomes.join().stream().filter(this::isStillOurs).toList());
    }

    private boolean isStillOurs(RequestOutcome outcome) {
        return !lost.contains(
                new TopicPartition(outcome.origin().topic(), outcome.origin().partition()));
    }

    /** Another member owns these partitions now, and does them again. */
    void forget(Collection<TopicPartition> partitions) {
        lost.addAll(partitions);
    }

    /** Whatever comes of the running batch is not wanted. */
    void abandon() {
        if (running != null) {
            running.cancel(false);
            running = null;
        }
    }
}
