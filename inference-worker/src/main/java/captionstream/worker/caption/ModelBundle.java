package captionstream.worker.caption;

import captionstream.worker.image.ImageSpec;
import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.Gpt2Config;
import captionstream.worker.model.JsonConfig;
import captionstream.worker.model.ModelFileException;
import captionstream.worker.model.Safetensors;
import captionstream.worker.model.WeightFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory with all a captioner needs: {@code bundle.json}, {@code clip/} and {@code gpt2/} as downloaded, and
 * {@code projection.safetensors}.
 *
 * @param prefixLength k, positions that the projection puts before the prompt
 * @param normalizeEmbedding whether the projection takes the embedding at length 1
 */
public record ModelBundle(
        Path directory,
        int prefixLength,
        boolean normalizeEmbedding,
        ClipConfig clip,
        Gpt2Config gpt2,
        ImageSpec imageSpec) {
    public static final int FORMAT = 1;

    public ModelBundle {
        if (prefixLength < 1 || prefixLength >= gpt2.contextLength()) {
            throw new ModelFileException(
                    directory.resolve("bundle.json").toString(),
                    "prefix_length is " + prefixLength + ", which is not in 1 to " + (gpt2.contextLength() - 1));
        }
    }

    /** @throws ModelFileException naming the file that is missing or wrong, and what is wrong in it */
    public static ModelBundle open(Path directory) {
        Path bundleJson = directory.resolve("bundle.json");
        if (!Files.isRegularFile(bundleJson)) {
            throw new ModelFileException(directory.toString(), "is no model bundle: it has no bundle.json");
        }
        JsonConfig bundle = JsonConfig.read(bundleJson);
        if (bundle.integer("format", 0) != FORMAT) {
            throw bundle.wrong("format", bundle.integer("format", 0), String.valueOf(FORMAT));
        }
        return read(directory, bundle.integer("prefix_length", 1), bundle.flag("normalize_embedding", false));
    }

    /** A bundle without the file that describes it yet. */
    static ModelBundle read(Path directory, int prefixLength, boolean normalizeEmbedding) {
        ClipConfig clip = ClipConfig.read(directory.resolve("clip/config.json"));
        return new ModelBundle(
                directory,
                prefixLength,
                normalizeEmbedding,
                clip,
                Gpt2Config.read(directory.resolve("gpt2/config.json")),
                Preprocessing.read(directory.resolve("clip/preprocessor_config.json"), clip));
    }

    public Path clipWeights() {
        return WeightFile.in(directory.resolve("clip"));
    }

    public Path clipTokenizer() {
        return directory.resolve("clip/tokenizer.json");
    }

    public Path gpt2Weights() {
        return WeightFile.in(directory.resolve("gpt2"));
    }

    public Path gpt2Tokenizer() {
        return directory.resolve("gpt2/tokenizer.json");
    }

    public Path projectionWeights() {
        return directory.resolve("projection.safetensors");
    }

    /** Every file that CLIP is read from. */
    public List<Path> clipFiles() {
        List<Path> files = new ArrayList<>();
        files.add(directory.resolve("clip/config.json"));
        files.addAll(WeightFile.open(clipWeights()).files());
        files.add(directory.resolve("clip/preprocessor_config.json"));
        files.add(clipTokenizer());
        return files;
    }

    /** Every file that GPT-2 is read from. */
    public List<Path> gpt2Files() {
        List<Path> files = new ArrayList<>();
        files.add(directory.resolve("gpt2/config.json"));
        files.addAll(WeightFile.open(gpt2Weights()).files());
        files.add(gpt2Tokenizer());
        return files;
    }

    /** {@code sha256:} over CLIP's part alone, which decides what an image is embedded to. */
    public String clipFingerprint() {
        return Fingerprint.of(directory, clipFiles());
    }

    public String gpt2Fingerprint() {
        return Fingerprint.of(directory, gpt2Files());
    }

    /**
     * Holds the shapes of all weights against the configs; no tensor is read.
     *
     * @throws ModelFileException naming the file and the tensor that is missing or of another shape or type
     */
    public void requireFittingWeights() {
        requireFittingModels();
        requireFittingProjection(projectionWeights());
    }

    void requireFittingModels() {
        WeightFile.open(clipWeights()).requireShapes(clip.parameters());
        WeightFile.open(gpt2Weights()).requireShapes(gpt2.parameters());
    }

    void requireFittingProjection(Path projection) {
        Safetensors.open(projection)
                .requireShapes(Projection.parameters(prefixLength, gpt2.width(), clip.embeddingWidth()));
    }

    /** {@code sha256:} over everything that decides a caption; provenance in {@code bundle.json} does not. */
    public String fingerprint() {
        return Fingerprint.of(this);
    }
}
