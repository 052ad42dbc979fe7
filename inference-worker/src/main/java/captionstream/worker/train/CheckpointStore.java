package captionstream.worker.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import captionstream.worker.model.ConfigFile;
import captionstream.worker.model.ModelFileException;
import captionstream.worker.model.SafetensorsWriter;
import captionstream.worker.model.Torch;
import captionstream.worker.model.Weights;
import captionstream.worker.train.optimise.Moments;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keeps a training on disk. The arrays go to a new file each time; {@code checkpoint.json}, replaced in one go, names
 * the file that counts, and says what the training is of, so that it is not gone on with by mistake.
 */
final class CheckpointStore {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final String BEST = "best.";

    private final Path folder;
    private final Path json;
    private final ObjectNode identity;

    /** @param identity settings and data; only a training with the same is gone on with */
    CheckpointStore(Path folder, ObjectNode identity) {
        this.folder = folder;
        this.json = folder.resolve("checkpoint.json");
        this.identity = identity;
    }

    Path folder() {
        return folder;
    }

    /** Once it returns, a kill loses nothing up to here. */
    void save(SavedTraining training) {
        Checkpoint checkpoint = training.checkpoint();
        Map<String, NDArray> arrays = new TreeMap<>(training.weights());
        arrays.putAll(training.moments().asMap());
        training.best().forEach((name, array) -> arrays.put(BEST + name, array));
        int measured = checkpoint.history().epochs().size();
        Path tensors = folder.resolve("state-" + checkpoint.steps() + "-" + measured + ".safetensors");
        SafetensorsWriter.write(tensors, arrays);
        ObjectNode description = ConfigFile.object();
        description.set("of", identity);
        description.set("progress", JSON.valueToTree(checkpoint));
        description.put("tensors", tensors.getFileName().toString()).put("sha256", digest(tensors));
        ConfigFile.write(json, description);
        removeAllBut(tensors);
    }

    /**
     * Empty where there is none yet. Arrays are in the engine's own memory, on {@code manager}.
     *
     * @throws TrainingRefused if it is of another training, or damaged
     */
    Optional<SavedTraining> load(NDManager manager) {
        if (!Files.exists(json)) {
            return Optional.empty();
        }
        try {
            JsonNode description = JSON.readTree(json.toFile());
            Differences.first(description.path("of"), identity).ifPresent(difference -> {
                throw new TrainingRefused("the training begun in " + folder.getParent() + " was another: " + difference
                        + ". Give it what it was begun with, or another --out");
            });
            Checkpoint checkpoint = JSON.treeToValue(description.path("progress"), Checkpoint.class);
            Path tensors =
                    folder.resolve(Path.of(description.path("tensors").asText()).getFileName());
            if (!digest(tensors).equals(description.path("sha256").asText())) {
                throw damaged(new IOException(tensors + " is not what was written"));
            }
            return Optional.of(read(checkpoint, tensors, manager));
        } catch (IOException | UncheckedIOException | ModelFileException e) {
            throw damaged(e);
        }
    }

    private TrainingRefused damaged(Exception cause) {
        return new TrainingRefused(
                "the checkpoint in " + folder + " is damaged: " + cause.getMessage()
                        + ". Remove that folder to begin anew",
                cause);
    }

    private static SavedTraining read(Checkpoint checkpoint, Path tensors, NDManager manager) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        Map<String, NDArray> best = new LinkedHashMap<>();
        try (NDManager scratch = manager.newSubManager()) {
            Map<String, NDArray> arrays = Weights.load(tensors, scratch).asMap();
            for (String name : new String[] {"weight", "bias"}) {
                weights.put(name, Torch.copy(arrays.get(name), manager));
                if (arrays.containsKey(BEST + name)) {
                    best.put(name, Torch.copy(arrays.get(BEST + name), manager));
                }
            }
            return new SavedTraining(checkpoint, weights, Moments.of(arrays, checkpoint.steps(), manager), best);
        }
    }

    private void removeAllBut(Path tensors) {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (entry.getFileName().toString().startsWith("state-") && !entry.equals(tensors)) {
                    Files.delete(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Path file) {
        try {
            return HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
