package captionstream.worker;

import captionstream.worker.caption.Captioner;
import captionstream.worker.intake.RequestBatch;
import captionstream.worker.publish.CaptionRecords;
import captionstream.worker.publish.RequestOutcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A captioner on its device, and the thread it works on. */
final class ModelLane {
    private final Executor thread;
    private final Function<Captioner, IsolatingCaptioner> isolating;
    private volatile Captioner captioner;
    private IsolatingCaptioner isolated;
    private @Nullable CompletableFuture<List<RequestOutcome>> latest;

    /**
     * @param thread runs one task at a time
     * @param captioner closed by {@link #close}, or when another takes its place
     */
    ModelLane(Executor thread, Captioner captioner, Function<Captioner, IsolatingCaptioner> isolating) {
        this.thread = thread;
        this.captioner = captioner;
        this.isolating = isolating;
        this.isolated = isolating.apply(captioner);
    }

    boolean isFree() {
        return latest == null || latest.isDone();
    }

    /** @param onFinished called on the lane's thread once the model is done */
    CompletableFuture<List<RequestOutcome>> start(RequestBatch batch, Runnable onFinished) {
        CompletableFuture<List<RequestOutcome>> outcomes = new CompletableFuture<>();
        IsolatingCaptioner current = isolated;
        latest = outcomes;
        thread.execute(() -> caption(batch, current, outcomes, onFinished));
        return outcomes;
    }

    private static void caption(
            RequestBatch batch,
            IsolatingCaptioner captioner,
            CompletableFuture<List<RequestOutcome>> outcomes,
            Runnable onFinished) {
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

    /** Puts another captioner in the place of this one, which is closed once it is done with what it was given. */
    void replace(Captioner next) {
        Captioner former = captioner;
        captioner = next;
        isolated = isolating.apply(next);
        thread.execute(former::close);
    }

    Captioner captioner() {
        return captioner;
    }

    CaptionRecords records() {
        return new CaptionRecords(captioner.fingerprint(), captioner.decoding());
    }

    /** Frees the model; only once its thread has ended. Safe from any thread. */
    void close() {
        captioner.close();
    }
}
