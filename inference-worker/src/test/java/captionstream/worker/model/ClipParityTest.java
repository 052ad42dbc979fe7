package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against an implementation in PyTorch. clip-legacy, vit-b32 and vit-l14 pool at the highest id and use quick_gelu, clip-recent
 * and laion-h14 pool at their end-of-text id and use gelu; those named after published models have two layers of their
 * width.
 */
class ClipParityTest {

    @ParameterizedTest
    @ValueSource(strings = {"clip-legacy", "clip-recent", "clip-vit-b32", "clip-vit-l14", "clip-laion-h14"})
    void image_embeddings_equal_those_of_pytorch(String name) {
        Reference reference = Reference.of(name);
        try (NDManager manager = Torch.newManager("cpu")) {
            Clip clip = new Clip(ClipConfig.read(reference.config()), reference.weights(manager));

            NDArray embeddings = clip.imageEmbeddings(reference.input("pixels", manager));

            Reference.assertClose(embeddings, reference.expected("image_embeddings", manager));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip-legacy", "clip-recent", "clip-vit-b32", "clip-vit-l14", "clip-laion-h14"})
    void text_embeddings_of_a_padded_batch_equal_those_of_pytorch_one_by_one(String name) {
        Reference reference = Reference.of(name);
        try (NDManager manager = Torch.newManager("cpu")) {
            Clip clip = new Clip(ClipConfig.read(reference.config()), reference.weights(manager));

            NDArray embeddings = clip.textEmbeddings(padded(reference.json("texts.json"), manager));

            Reference.assertClose(embeddings, reference.expected("text_embeddings", manager));
        }
    }

    private static NDArray padded(JsonNode texts, NDManager manager) {
        List<long[]> rows = new ArrayList<>();
        texts.forEach(text -> rows.add(Reference.ids(text)));
        int length = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
        long[] flat = rows.stream()
                .flatMapToLong(row -> Arrays.stream(filledUp(row, length)))
                .toArray();
        return manager.create(flat, new Shape(rows.size(), length));
    }

    private static long[] filledUp(long[] row, int length) {
        long[] filled = Arrays.copyOf(row, length);
        Arrays.fill(filled, row.length, length, row[row.length - 1]);
        return filled;
    }
}
