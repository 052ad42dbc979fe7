package captionstream.worker;

import captionstream.schemas.DeadLetterReason;
import captionstream.worker.caption.CaptionOutcome;
import captionstream.worker.caption.CaptionOutcome.Captioned;
import captionstream.worker.caption.CaptionOutcome.Rejected;
import captionstream.worker.caption.CaptionTask;
import captionstream.worker.caption.Captioner;
import captionstream.worker.caption.MemoryShortage;
import captionstream.worker.intake.LoadedRequest;
import captionstream.worker.intake.LoadedRequest.Loaded;
import captionstream.worker.intake.LoadedRequest.Refused;
import captionstream.worker.intake.RequestBatch;
import captionstream.worker.observe.Meter;
import captionstream.worker.observe.WorkerMetrics;
import captionstream.worker.publish.RequestOutcome;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captions batches. Where the model fails on a batch as a whole, halves it until the culprit stands alone; where it
 * fails on image after image, the culprit is the model; where memory ran out, later batches are smaller too, for a
 * while. For one thread.
 */
final class IsolatingCaptioner {
    private static final Logger LOG = LoggerFactory.getLogger(IsolatingCaptioner.class);

    /** Images that in a row are thought to be at fault before the model is. */
    static final int PATIENCE = 24;

    private final Captioner captioner;
    private final BatchLimit limit;
    private final WorkerMetrics metrics;
    private int failuresInARow;

    /** @param maxImages most images that the captioner is given at once */
    IsolatingCaptioner(Captioner captioner, int maxImages, WorkerMetrics metrics) {
        this.captioner = captioner;
        this.limit = new BatchLimit(maxImages);
        this.metrics = metrics;
        metrics.set(Meter.BATCH_LIMIT, maxImages);
    }

    /**
     * One outcome for each request of the batch, in its order.
     *
     * @throws IllegalStateException where the model no longer works
     */
    List<RequestOutcome> caption(RequestBatch batch) {
        Iterator<CaptionOutcome> captioned = caption(
                        batch.images().stream().map(IsolatingCaptioner::task).toList())
                .iterator();
        List<RequestOutcome> outcomes = new ArrayList<>();
        for (LoadedRequest request : batch.requests()) {
            outcomes.add(
                    request instanceof Loaded loaded
                            ? RequestOutcome.of(loaded, captioned.next())
                            : RequestOutcome.of((Refused) request));
        }
        return outcomes;
    }

    private static CaptionTask task(Loaded loaded) {
        return new CaptionTask(
                loaded.request().getImageId(),
                loaded.image().sha256(),
                loaded.image().pixels(),
                loaded.request().getPrompts(),
                loaded.request().getReferences());
    }

    private List<CaptionOutcome> caption(List<CaptionTask> tasks) {
        List<CaptionOutcome> outcomes = new ArrayList<>();
        while (outcomes.size() < tasks.size()) {
            int end = Math.min(tasks.size(), outcomes.size() + limit.images());
            outcomes.addAll(together(tasks.subList(outcomes.size(), end)));
        }
        return outcomes;
    }

    private List<CaptionOutcome> together(List<CaptionTask> tasks) {
        try {
            List<CaptionOutcome> outcomes = checked(tasks, captioner.caption(tasks));
            failuresInARow = 0;
            succeeded(tasks.size());
            return outcomes;
        } catch (RuntimeException | OutOfMemoryError e) {
            if (MemoryShortage.explains(e)) {
                ranOutOfMemory(tasks.size(), e);
            }
            return tasks.size() == 1 ? alone(tasks.get(0), e) : inHalves(tasks, e);
        }
    }

    private void succeeded(int images) {
        if (limit.success(images)) {
            metrics.set(Meter.BATCH_LIMIT, limit.images());
            LOG.atInfo().addKeyValue("images", limit.images()).log("Memory suffices; trying larger batches again");
        }
    }

    private void ranOutOfMemory(int images, Throwable failure) {
        limit.shortage(images);
        metrics.count(Meter.OUT_OF_MEMORY, 1);
        metrics.set(Meter.BATCH_LIMIT, limit.images());
        LOG.atWarn()
                .addKeyValue("images", images)
                .addKeyValue("limit", limit.images())
                .addKeyValue("failure", firstLine(failure))
                .log("Out of memory; batches are smaller for a while. Lower --max-batch or --max-rows if it repeats");
    }

    /** Engines append pages of their own stack. */
    private static String firstLine(Throwable failure) {
        return failure.toString().lines().findFirst().orElse("");
    }

    private List<CaptionOutcome> inHalves(List<CaptionTask> tasks, Throwable failure) {
        LOG.atDebug()
                .addKeyValue("images", tasks.size())
                .addKeyValue("failure", firstLine(failure))
                .log("The model failed on a batch; trying its halves");
        metrics.count(Meter.BATCH_SPLITS, 1);
        int half = tasks.size() / 2;
        List<CaptionOutcome> outcomes = new ArrayList<>(caption(tasks.subList(0, half)));
        outcomes.addAll(caption(tasks.subList(half, tasks.size())));
        return outcomes;
    }

    /** A captioner that mixes up its answers must not put captions under the wrong image. */
    private static List<CaptionOutcome> checked(List<CaptionTask> tasks, List<CaptionOutcome> outcomes) {
        boolean matches = tasks.size() == outcomes.size();
        for (int i = 0; matches && i < tasks.size(); i++) {
            matches = answers(tasks.get(i), outcomes.get(i));
        }
        if (!matches) {
            throw new IllegalStateException("The captioner's outcomes do not match its tasks");
        }
        return outcomes;
    }

    private static boolean answers(CaptionTask task, CaptionOutcome outcome) {
        return outcome.imageId().equals(task.imageId())
                && (!(outcome instanceof Captioned captioned)
                        || captioned.captions().stream()
                                .map(caption -> caption.prompt())
                                .toList()
                                .equals(task.prompts()));
    }

    private List<CaptionOutcome> alone(CaptionTask task, Throwable failure) {
        LOG.atWarn()
                .addKeyValue("image", task.imageId())
                .addKeyValue("failure", firstLine(failure))
                .log("The model failed on an image");
        LOG.atDebug().setCause(failure).log("How the model failed");
        failuresInARow++;
        if (failuresInARow >= PATIENCE) {
            throw new IllegalStateException(
                    "The model failed on " + PATIENCE + " images in a row, at last with: " + firstLine(failure));
        }
        return List.of(new Rejected(
                task.imageId(),
                DeadLetterReason.MODEL_FAILED,
                "The model failed on this image: " + firstLine(failure)));
    }
}
