package captionstream.worker.train;

import org.jspecify.annotations.Nullable;

/**
 * How good a projection is after an epoch.
 *
 * @param epoch 0 before the first
 * @param trainingLoss mean over the epoch's steps, each before it was taken, in nats per token; null for epoch 0
 * @param validationLoss in nats per token
 * @param captions null where no image was captioned
 */
public record EpochFigures(
        int epoch,
        @Nullable Double trainingLoss,
        double validationLoss,
        @Nullable CaptionFigures captions) {}
