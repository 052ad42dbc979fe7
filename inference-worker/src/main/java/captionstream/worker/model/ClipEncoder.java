package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The pre-norm transformer that CLIP's two towers share ({@code CLIPEncoder} in transformers). It takes and gives
 * float32 and computes in the precision of its weights.
 */
final class ClipEncoder {
    private final List<Layer> layers;
    private final DataType type;

    ClipEncoder(ClipConfig.Tower tower, Weights named, String model) {
        Weights weights = named.inLayers();
        this.type = weights.precision().type();
        this.layers = IntStream.range(0, tower.layers())
                .mapToObj(i -> new Layer(tower, weights, model + ".encoder.layers." + i))
                .toList();
    }

    NDArray apply(NDArray x, @Nullable NDArray mask) {
        NDArray hidden = x.toType(type, false);
        for (Layer layer : layers) {
            NDArray next = Torch.freeing(hidden, h -> layer.apply(h, mask));
            if (hidden != x) {
                hidden.close();
            }
            hidden = next;
        }
        return hidden.toType(DataType.FLOAT32, false);
    }

    private static final class Layer {
        private final Linear query;
        private final Linear key;
        private final Linear value;
        private final Linear out;
        private final LayerNorm norm1;
        private final LayerNorm norm2;
        private final Linear widen;
        private final Linear narrow;
        private final UnaryOperator<NDArray> activation;
        private final int heads;
        private final NDArray scale;

        Layer(ClipConfig.Tower tower, Weights weights, String name) {
            int w = tower.width();
            query = Linear.of(weights, name + ".self_attn.q_proj", w, w);
            key = Linear.of(weights, name + ".self_attn.k_proj", w, w);
            value = Linear.of(weights, name + ".self_attn.v_proj", w, w);
            out = Linear.of(weights, name + ".self_attn.out_proj", w, w);
            norm1 = LayerNorm.of(weights, name + ".layer_norm1", w, tower.epsilon());
            norm2 = LayerNorm.of(weights, name + ".layer_norm2", w, tower.epsilon());
            widen = Linear.of(weights, name + ".mlp.fc1", tower.innerWidth(), w);
            narrow = Linear.of(weights, name + ".mlp.fc2", w, tower.innerWidth());
            activation = Activations.named(tower.activation(), weights.manager());
            heads = tower.heads();
            scale = weights.manager().create((float) (1 / Math.sqrt((double) w / heads)));
        }

        NDArray apply(NDArray x, @Nullable NDArray mask) {
            NDArray attended = x.add(attention(norm1.apply(x), mask)); // [B, T, D]
            return attended.add(narrow.apply(activation.apply(widen.apply(norm2.apply(attended)))));
        }

        private NDArray attention(NDArray x, @Nullable NDArray mask) {
            NDArray q = Attention.split(query.apply(x), heads); // [B, H, T, D/H]
            NDArray k = Attention.split(key.apply(x), heads);
            NDArray v = Attention.split(value.apply(x), heads);
            return out.apply(Attention.merge(Attention.attend(q, k, v, scale, mask)));
        }
    }
}
