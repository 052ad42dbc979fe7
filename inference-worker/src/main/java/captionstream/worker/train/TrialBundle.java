package captionstream.worker.train;

import ai.djl.ndarray.NDArray;
import captionstream.worker.caption.ModelBundle;
import captionstream.worker.model.ConfigFile;
import captionstream.worker.model.SafetensorsWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;

/** A bundle for captioning with a projection that is still being trained. */
final class TrialBundle {
    private final Path folder;

    /** @param files where CLIP and GPT-2 are */
    TrialBundle(Path folder, ModelBundle files, int prefix) {
        this.folder = folder;
        BundleFiles.share(files, folder);
        ConfigFile.write(folder.resolve("bundle.json"), description(prefix, files.normalizeEmbedding()));
    }

    /** What a bundle needs to be opened. */
    static ObjectNode description(int prefix, boolean normalizeEmbedding) {
        return ConfigFile.object()
                .put("format", ModelBundle.FORMAT)
                .put("prefix_length", prefix)
                .put("normalize_embedding", normalizeEmbedding);
    }

    Path with(Map<String, NDArray> projection) {
        SafetensorsWriter.write(folder.resolve("projection.safetensors"), projection);
        return folder;
    }
}
