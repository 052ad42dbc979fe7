package captionstream.worker.caption;

import captionstream.worker.model.ConfigFile;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** Makes a bundle of a folder that has {@code clip/} and {@code gpt2/}. */
public record NewBundle(Path directory, NewProjection projection) {
    /**
     * Checks what can be checked before the weights are there.
     *
     * @throws captionstream.worker.model.ModelFileException naming the file that does not fit
     */
    public void requireFittingSettings() {
        projection.bundle(directory);
    }

    /**
     * Writes the projection, then {@code bundle.json}, whose presence makes the folder a bundle.
     *
     * @param origin becomes the {@code provenance} in it, with what is known of the projection
     * @throws captionstream.worker.model.ModelFileException naming the file that does not fit
     */
    public ModelBundle write(ObjectNode origin) {
        ModelBundle bundle = projection.bundle(directory);
        bundle.requireFittingModels();
        projection.write(bundle);
        ObjectNode json = ConfigFile.object()
                .put("format", ModelBundle.FORMAT)
                .put("prefix_length", bundle.prefixLength())
                .put("normalize_embedding", bundle.normalizeEmbedding());
        ObjectNode provenance = origin.deepCopy();
        projection.describe(provenance.putObject("projection"));
        json.set("provenance", provenance);
        ConfigFile.write(directory.resolve("bundle.json"), json);
        return bundle;
    }
}
