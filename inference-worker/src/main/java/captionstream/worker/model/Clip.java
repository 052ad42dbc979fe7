package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * CLIP (Radford et al. 2021, arXiv 2103.00020), after OpenAI's {@code CLIP/clip/model.py} with the weight names of
 * transformers' {@code CLIPModel}. Results live on the manager of the array passed in. Safe for several threads.
 */
public final class Clip {
    private final ClipConfig config;
    private final NDArray classEmbedding;
    private final NDArray patchWeight;
    private final NDArray patchPositions;
    private final LayerNorm visionNormBefore;
    private final ClipEncoder visionEncoder;
    private final LayerNorm visionNormAfter;
    private final Linear visualProjection;
    private final NDArray tokenEmbedding;
    private final NDArray tokenPositions;
    private final ClipEncoder textEncoder;
    private final LayerNorm textNorm;
    private final Linear textProjection;
    private final NDArray logitScale;

    /** @throws ModelFileException if a weight is missing or has another shape than the config says */
    public Clip(ClipConfig config, Weights weights) {
        this.config = config;
        int v = config.vision().width();
        int t = config.text().width();
        int e = config.embeddingWidth();
        int p = config.patchSize();
        int patches = config.patchesPerSide() * config.patchesPerSide();
        classEmbedding = weights.get("vision_model.embeddings.class_embedding", v);
        patchWeight = weights.get("vision_model.embeddings.patch_embedding.weight", v, 3, p, p);
        patchPositions = weights.get("vision_model.embeddings.position_embedding.weight", patches + 1, v);
        double visionEpsilon = config.vision().epsilon();
        visionNormBefore = LayerNorm.of(weights, "vision_model.pre_layrnorm", v, visionEpsilon);
        visionEncoder = new ClipEncoder(config.vision(), weights, "vision_model");
        visionNormAfter = LayerNorm.of(weights, "vision_model.post_layernorm", v, visionEpsilon);
        visualProjection = Linear.withoutBias(weights, "visual_projection", e, v);
        tokenEmbedding = weights.get("text_model.embeddings.token_embedding.weight", config.vocabSize(), t);
        tokenPositions = weights.get("text_model.embeddings.position_embedding.weight", config.contextLength(), t);
        textEncoder = new ClipEncoder(config.text(), weights, "text_model");
        textNorm = LayerNorm.of(
                weights, "text_model.final_layer_norm", t, config.text().epsilon());
        textProjection = Linear.withoutBias(weights, "text_projection", e, t);
        logitScale = weights.get("logit_scale");
    }

    public ClipConfig config() {
        return config;
    }

    /** The logarithm of the factor on the cosines in the contrastive loss, 0-dim. */
    public NDArray logitScale() {
        return logitScale;
    }

    /** @param pixels {@code [B, 3, S, S]}, normalised; the result is {@code [B, E]}, not normalised */
    public NDArray imageEmbeddings(NDArray pixels) {
        return Torch.freeing(pixels, this::encodeImages);
    }

    /**
     * @param ids {@code [B, T]} int64, each row ending in end-of-text and filled up with anything not above it; the
     *     result is {@code [B, E]}, not normalised
     */
    public NDArray textEmbeddings(NDArray ids) {
        return Torch.freeing(ids, this::encodeTexts);
    }

    /** Rows of length 1. */
    public static NDArray normalized(NDArray embeddings) {
        return embeddings.normalize(2, -1);
    }

    private NDArray encodeImages(NDArray pixels) {
        long batch = pixels.getShape().get(0);
        int v = config.vision().width();
        NDArray patches = Conv2d.conv2d(pixels, patchWeight, null, new Shape(config.patchSize(), config.patchSize()))
                .singletonOrThrow() // [B, 3, S, S] -> [B, D, S/P, S/P]
                .reshape(batch, v, -1)
                .transpose(0, 2, 1); // [B, N, D]
        NDArray first = pixels.getManager().zeros(new Shape(batch, 1, v)).add(classEmbedding); // [B, 1, D]
        NDArray positions = Lookup.rows(patchPositions, Lookup.positions(pixels.getManager(), patchPositions.size(0)));
        NDArray embedded = visionNormBefore.apply(first.concat(patches, 1).add(positions)); // [B, 1 + N, D]
        NDArray pooled = row(visionEncoder.apply(embedded, null), new long[(int) batch]); // [B, D]
        return visualProjection.apply(visionNormAfter.apply(pooled));
    }

    private NDArray encodeTexts(NDArray ids) {
        NDManager manager = ids.getManager();
        int length = (int) ids.getShape().get(1);
        NDArray positions = Lookup.rows(tokenPositions, Lookup.positions(manager, length)); // [T, D]
        NDArray embedded = Lookup.rows(tokenEmbedding, ids).add(positions); // [B, T, D]
        NDArray hidden = textEncoder.apply(embedded, Attention.causalMask(manager, length));
        return textProjection.apply(textNorm.apply(row(hidden, endsOfText(ids.toLongArray(), length))));
    }

    private long[] endsOfText(long[] ids, int length) {
        long[] ends = new long[ids.length / length];
        for (int row = 0; row < ends.length; row++) {
            ends[row] = endOfText(ids, row * length, length);
        }
        return ends;
    }

    private int endOfText(long[] ids, int start, int length) {
        boolean legacy = config.endOfTextId() == ClipConfig.LEGACY_END_OF_TEXT;
        int highest = 0;
        for (int i = 0; i < length; i++) {
            if (!legacy && ids[start + i] == config.endOfTextId()) {
                return i;
            }
            highest = ids[start + i] > ids[start + highest] ? i : highest;
        }
        return legacy ? highest : 0;
    }

    /** Row {@code at[b]} of batch entry b: {@code [B, T, D] -> [B, D]}. */
    private static NDArray row(NDArray x, long[] at) {
        long[] d = x.getShape().getShape();
        long[] flat = new long[at.length];
        for (int b = 0; b < at.length; b++) {
            flat[b] = b * d[1] + at[b];
        }
        NDArray rows = Torch.owned(x.getManager().create(flat));
        return Lookup.rows(x.reshape(d[0] * d[1], d[2]), rows); // [B * T, D] -> [B, D]
    }
}
