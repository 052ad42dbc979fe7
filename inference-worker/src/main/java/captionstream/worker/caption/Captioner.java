package captionstream.worker.caption;

import captionstream.worker.image.ImageSpec;
import java.util.List;

/** Captions images. For one thread at a time. */
public interface Captioner extends AutoCloseable {

    /**
     * Captions all images under all their prompts together. A task that cannot be captioned is rejected alone.
     *
     * @return one outcome per task, in the order of the tasks
     * @throws RuntimeException if the engine fails on the batch, for want of memory say; nothing is remembered of it
     */
    List<CaptionOutcome> caption(List<CaptionTask> tasks);

    /** How the pixels of a task must have been prepared. */
    ImageSpec imageSpec();

    /** {@code sha256:} and the digest of the model's files. */
    String fingerprint();

    /** The decoding settings, such as {@code greedy,max_new_tokens=30}. */
    String decoding();

    @Override
    void close();
}
