package captionstream.worker;

import captionstream.worker.caption.Captioner;
import captionstream.worker.image.ImageSpec;
import captionstream.worker.intake.RequestBatch;
import captionstream.worker.publish.CaptionRecords;
import captionstream.worker.publish.RequestOutcome;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The batch that the model works on, on a thread of its own, so that the loop can go on polling. */
final class ModelStage {
    private final Executor modelThread;
    private final Function<Captioner, IsolatingCaptioner> isolating;
    private final Runnable onFinished;
    private final Set<TopicPartition> lost = new HashSet<>();
    private volatile Captioner captioner;
    private IsolatingCaptioner isolated;
    private @Nullable CompletableFuture<List<RequestOutcome>> running;

    /**
     * @param modelThread runs one task at a time
     * @param captioner closed by {@link #close}, or when another takes its place
     * @param onFinished called on that thread after each batch
     */
    ModelStage(
            Executor modelThread,
            Captioner captioner,
            Function<Captioner, IsolatingCaptioner> isolating,
            Runnable onFinished) {
        this.modelThread = modelThread;
        this.captioner = captioner;
        this.isolating = isolating;
        this.isolated = isolating.apply(captioner);
        this.onFinished = onFinished;
    }

    boolean isIdle() {
        return running == null;
    }

    void start(RequestBatch batch) {
        CompletableFuture<List<RequestOutcome>> outcomes = new CompletableFuture<>();
        IsolatingCaptioner current = isolated;
        lost.clear();
        running = outcomes;
        modelThread.execute(() -> caption(batch, current, outcomes));
    }

    private void caption(
            RequestBatch batch, IsolatingCaptioner current, CompletableFuture<List<RequestOutcome>> outcomes) {
        if (outcomes.isCancelled()) {
            return;
        }
        try {
            outcomes.complete(current.caption(batch));
        } catch (Throwable e) {
            outcomes.completeExceptionally(e);
        }
        onFinished.run();
    }

    /** What became of the batch, once, as soon as the model is done with it; without what was forgotten. */
    Optional<CaptionedBatch> finished() {
        CompletableFuture<List<RequestOutcome>> outcomes = running;
        if (outcomes == null || !outcomes.isDone()) {
            return Optional.empty();
        }
        running = null;
        return Optional.of(new CaptionedBatch(
                new CaptionRecords(captioner.fingerprint(), captioner.decoding()),
                outcomes.join().stream().filter(this::isStillOurs).toList()));
    }

    private boolean isStillOurs(RequestOutcome outcome) {
        return !lost.contains(
                new TopicPartition(outcome.origin().topic(), outcome.origin().partition()));
    }

    /**
     * Puts another captioner in the place of the present one, which is closed once it is done with what it was given.
     * Only while {@link #isIdle}.
     */
    void replace(Captioner next) {
        Captioner former = captioner;
        captioner = next;
        isolated = isolating.apply(next);
        modelThread.execute(former::close);
    }

    /** How images must be prepared for the present captioner. */
    ImageSpec imageSpec() {
        return captioner.imageSpec();
    }

    String fingerprint() {
        return captioner.fingerprint();
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

    /** Frees the model; only once its thread has ended. Safe from any thread. */
    void close() {
        captioner.close();
    }
}
