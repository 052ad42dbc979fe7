package captionstream.worker.train.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import captionstream.worker.model.Clip;
import captionstream.worker.model.Torch;

/** CLIP's symmetric loss: each image finds its text among the batch's, each text its image. */
final class ContrastiveLoss {
    private static final float HIGHEST_LOGIT_SCALE = (float) Math.log(100);

    private ContrastiveLoss() {}

    /**
     * @param images {@code [B, E]}, not normalised
     * @param texts {@code [B, E]}, row i belongs to image i
     * @param logitScale 0-dim, the logarithm of the factor on the cosines
     */
    static NDArray of(NDArray images, NDArray texts, NDArray logitScale) {
        NDManager manager = images.getManager();
        NDArray highest = Torch.owned(manager.create(HIGHEST_LOGIT_SCALE));
        NDArray scale = logitScale.minimum(highest).exp();
        NDArray cosines = Clip.normalized(images).matMul(Clip.normalized(texts).transpose()); // [B, B]
        NDArray logits = cosines.mul(scale);
        long size = images.getShape().get(0);
        NDArray own = manager.eye((int) size).mul(-0.5f / size);
        return logits.logSoftmax(1).add(logits.logSoftmax(0)).mul(own).sum();
    }
}
