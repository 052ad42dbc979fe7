package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against an implementation in PyTorch; gpt2-tied has prefixed names and no head, gpt2-separate neither, in
 * BF16; those named after published models have two layers of their width. */
class Gpt2ParityTest {

    @ParameterizedTest
    @ValueSource(strings = {"gpt2-tied", "gpt2-separate", "gpt2-medium", "gpt2-large", "gpt2-xl"})
    void logits_equal_those_of_pytorch(String name) {
        Reference reference = Reference.of(name);
        try (NDManager manager = Torch.newManager("cpu")) {
            Gpt2 model = model(reference, manager);

            NDArray logits = model.logits(model.hidden(inputs(reference, model, manager)));

            Reference.assertClose(logits.squeeze(0), reference.expected("logits", manager));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2-tied", "gpt2-separate", "gpt2-medium", "gpt2-large", "gpt2-xl"})
    void a_cache_filled_column_by_column_changes_nothing(String name) {
        Reference reference = Reference.of(name);
        try (NDManager manager = Torch.newManager("cpu")) {
            Gpt2 model = model(reference, manager);
            NDArray inputs = inputs(reference, model, manager); // [1, T, D]
            int columns = (int) inputs.getShape().get(1);
            KvCache cache = model.newCache(1, columns, manager);

            NDArray hidden = manager.zeros(inputs.getShape());
            for (int t = 0; t < columns; t++) {
                NDArray column = inputs.get(new NDIndex(":, {}:{}", t, t + 1));
                hidden.set(
                        new NDIndex(":, {}:{}", t, t + 1),
                        model.hidden(column, manager.create(new long[] {t}, new Shape(1, 1)), null, cache));
            }

            Reference.assertClose(model.logits(hidden).squeeze(0), reference.expected("logits", manager));
        }
    }

    /** As transformers does, which ties the two whatever the file holds. */
    @Test
    void a_head_in_the_file_of_a_tied_model_is_not_looked_at() {
        Reference reference = Reference.of("gpt2-tied");
        try (NDManager manager = Torch.newManager("cpu")) {
            Gpt2Config config = Gpt2Config.read(reference.config());
            Map<String, NDArray> arrays =
                    new LinkedHashMap<>(reference.weights(manager).asMap());
            arrays.put("lm_head.weight", manager.zeros(new Shape(config.vocabSize(), config.width())));
            Gpt2 model = new Gpt2(config, new Weights("with a head", manager, arrays));

            NDArray logits = model.logits(model.hidden(inputs(reference, model, manager)));

            Reference.assertClose(logits.squeeze(0), reference.expected("logits", manager));
        }
    }

    private static Gpt2 model(Reference reference, NDManager manager) {
        return new Gpt2(Gpt2Config.read(reference.config()), reference.weights(manager));
    }

    private static NDArray inputs(Reference reference, Gpt2 model, NDManager manager) {
        NDArray prefix = reference.input("prefixes", manager).get(new NDIndex("0:1")); // [1, k, D]
        long[] ids = Reference.ids(reference.json("greedy.json").path("sample"));
        return prefix.concat(model.embed(manager.create(ids, new Shape(1, ids.length))), 1); // [1, T, D]
    }
}
