package captionstream.worker.observe;

/**
 * A worker at a glance.
 *
 * @param images whose captions were published since it started
 * @param deadLetters published since it started
 * @param imagesPerSecond over the last minute, as the tokens
 * @param waiting requests held ahead of the model
 * @param loaded of these, those that are ready for it
 * @param lagSeconds from the time of the last event captioned to the publication of its captions
 */
public record WorkerStatus(
        long images,
        long captions,
        long deadLetters,
        double imagesPerSecond,
        double tokensPerSecond,
        long waiting,
        long loaded,
        boolean modelIsBusy,
        double lagSeconds) {}
