package captionstream.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;

/** The files that {@code parity/make_reference.py} wrote. */
public record Reference(Path folder) {

    public static Reference of(String name) {
        return new Reference(Path.of("src", "test", "resources", "parity", name));
    }

    public Path config() {
        return folder.resolve("config.json");
    }

    /** From {@code model.safetensors} or, where only {@code weights.csv} is there, drawn as that describes them. */
    public Weights weights(NDManager manager) {
        Path stored = folder.resolve("model.safetensors");
        return Files.exists(stored)
                ? Weights.load(stored, manager)
                : seeded().weights(Files.exists(folder.resolve("texts.json")) ? "clip" : "gpt2", manager);
    }

    /** What the model is given: stored beside the expected values, or drawn. */
    public NDArray input(String name, NDManager manager) {
        return Files.exists(folder.resolve("weights.csv"))
                ? seeded().weights("inputs", manager).asMap().get(name)
                : expected(name, manager);
    }

    public SeededWeights seeded() {
        return SeededWeights.read(folder.resolve("weights.csv"));
    }

    public NDArray expected(String name, NDManager manager) {
        return Safetensors.open(folder.resolve("expected.safetensors")).read(name, manager);
    }

    public JsonNode json(String name) {
        File file = folder.resolve(name).toFile();
        try {
            return new JsonMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static long[] ids(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToLong(JsonNode::longValue)
                .toArray();
    }

    /** Equal to 1e-5 of the largest expected magnitude. */
    public static void assertClose(NDArray actual, NDArray expected) {
        assertThat(actual.getShape()).isEqualTo(expected.getShape());
        float scale = expected.abs().max().getFloat();
        float worst = actual.sub(expected).abs().max().getFloat();
        assertThat(worst).isLessThan(1e-5f * scale);
    }
}
