package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * GPT-2 (Radford et al. 2019), after Karpathy's {@code nanoGPT/model.py} with the weight names and layouts of
 * transformers' {@code GPT2LMHeadModel}. It takes embeddings, not ids, so that a prefix can stand before the tokens.
 * Results live on the manager of the array passed in. Safe for several threads, one cache each. Embeddings, hidden
 * states and logits are float32, whatever the blocks between them compute in.
 */
public final class Gpt2 {
    private final Gpt2Config config;
    private final NDArray tokenEmbedding;
    private final NDArray positionEmbedding;
    private final List<Block> blocks;
    private final DataType blockType;
    private final LayerNorm finalNorm;
    private final Linear head;

    /** @throws ModelFileException if a weight is missing or has another shape than the config says */
    public Gpt2(Gpt2Config config, Weights named) {
        Weights weights = named.withoutPrefix("transformer.");
        int d = config.width();
        this.config = config;
        tokenEmbedding = weights.get("wte.weight", config.vocabSize(), d);
        positionEmbedding = weights.get("wpe.weight", config.contextLength(), d);
        Weights inBlocks = weights.inLayers();
        blocks = IntStream.range(0, config.layers())
                .mapToObj(i -> new Block(config, inBlocks, i))
                .toList();
        blockType = inBlocks.precision().type();
        finalNorm = LayerNorm.of(weights, "ln_f", d, config.epsilon());
        head = config.tiedHead()
                ? new Linear(tokenEmbedding, null)
                : Linear.withoutBias(weights, "lm_head", config.vocabSize(), d);
    }

    public Gpt2Config config() {
        return config;
    }

    /** An empty cache with room for {@code rows} sequences of at most {@code capacity} columns. */
    public KvCache newCache(int rows, int capacity, NDManager parent) {
        return KvCache.allocate(config, blockType, rows, capacity, parent);
    }

    /** Token embeddings without positions: ids {@code [B, T]} int64 to {@code [B, T, D]}. */
    public NDArray embed(NDArray ids) {
        return Lookup.rows(tokenEmbedding, ids);
    }

    /** Hidden states {@code [B, T, D]} of input embeddings {@code [B, T, D]} at positions 0 to T − 1, causally. */
    public NDArray hidden(NDArray inputs) {
        NDManager manager = inputs.getManager();
        int length = (int) inputs.getShape().get(1);
        try (NDArray positions = Lookup.positions(manager, length); // [T]
                NDArray mask = Attention.causalMask(manager, length)) {
            return hidden(inputs, positions, mask, null);
        }
    }

    /**
     * @param inputs embeddings {@code [B, T, D]} without positions
     * @param positions int64, {@code [B, T]} or {@code [T]}
     * @param mask added to the attention scores, broadcastable to {@code [B, H, T, cache columns + T]}
     * @param cache filled with the T new columns; without one nothing is written in place
     * @return hidden states {@code [B, T, D]} after the final norm
     */
    public NDArray hidden(NDArray inputs, NDArray positions, @Nullable NDArray mask, @Nullable KvCache cache) {
        return Torch.freeing(inputs, x -> {
            NDArray hidden = x.add(Lookup.rows(positionEmbedding, positions)).toType(blockType, false); // [B, T, D]
            for (Block block : blocks) {
                NDArray next = Torch.freeing(hidden, h -> block.apply(h, mask, cache));
                hidden.close();
                hidden = next;
            }
            if (cache != null) {
                cache.advance((int) inputs.getShape().get(1));
            }
            return finalNorm.apply(hidden.toType(DataType.FLOAT32, false));
        });
    }

    /** Scores over the vocabulary: {@code [..., D] -> [..., V]}. */
    public NDArray logits(NDArray hidden) {
        return head.apply(hidden);
    }

    /** A mask {@code [1, 1, T, T]} under which no position sees a later one. */
    public static NDArray causalMask(NDManager manager, int length) {
        return Attention.causalMask(manager, length);
    }

    private static final class Block {
        private final int index;
        private final int heads;
        private final LayerNorm norm1;
        private final Conv1d queryKeyValue;
        private final Conv1d out;
        private final LayerNorm norm2;
        private final Conv1d widen;
        private final Conv1d narrow;
        private final UnaryOperator<NDArray> activation;
        private final NDArray scale;

        Block(Gpt2Config config, Weights weights, int index) {
            int d = config.width();
            String name = "h." + index;
            this.index = index;
            heads = config.heads();
            norm1 = LayerNorm.of(weights, name + ".ln_1", d, config.epsilon());
            queryKeyValue = Conv1d.of(weights, name + ".attn.c_attn", d, 3L * d);
            out = Conv1d.of(weights, name + ".attn.c_proj", d, d);
            norm2 = LayerNorm.of(weights, name + ".ln_2", d, config.epsilon());
            widen = Conv1d.of(weights, name + ".mlp.c_fc", d, config.innerWidth());
            narrow = Conv1d.of(weights, name + ".mlp.c_proj", config.innerWidth(), d);
            activation = Activations.named(config.activation(), weights.manager());
            scale = weights.manager().create((float) (1 / Math.sqrt((double) d / heads)));
        }

        NDArray apply(NDArray x, @Nullable NDArray mask, @Nullable KvCache cache) {
            NDArray attended = x.add(attention(norm1.apply(x), mask, cache)); // [B, T, D]
            return attended.add(narrow.apply(activation.apply(widen.apply(norm2.apply(attended)))));
        }

        private NDArray attention(NDArray x, @Nullable NDArray mask, @Nullable KvCache cache) {
            NDList qkv = queryKeyValue.apply(x).split(3, 2); // [B, T, 3D] -> 3 of [B, T, D]
            NDArray q = Attention.split(qkv.get(0), heads); // [B, H, T, D/H]
            NDArray k = Attention.split(qkv.get(1), heads);
            NDArray v = Attention.split(qkv.get(2), heads);
            if (cache != null) {
                NDList all = cache.append(index, k, v);
                k = all.get(0); // [B, H, columns so far, D/H]
                v = all.get(1);
            }
            return out.apply(Attention.merge(Attention.attend(q, k, v, scale, mask)));
        }
    }

    /** x W + b with W stored {@code [in, out]}, the transpose of {@link Linear}. */
    private record Conv1d(NDArray weight, NDArray bias) {
        static Conv1d of(Weights weights, String name, long in, long out) {
            return new Conv1d(weights.get(name + ".weight", in, out), weights.get(name + ".bias", out));
        }

        NDArray apply(NDArray x) {
            return x.matMul(weight).add(bias); // [..., in] -> [..., out]
        }
    }
}
