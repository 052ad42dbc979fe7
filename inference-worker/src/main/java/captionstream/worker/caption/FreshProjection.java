package captionstream.worker.caption;

import captionstream.worker.model.SafetensorsWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** Untrained: captions do not depend on the image yet. The same seed gives the same projection. */
public record FreshProjection(int prefixLength, long seed) implements NewProjection {
    public FreshProjection {
        if (prefixLength < 1) {
            throw new IllegalArgumentException("prefix length is " + prefixLength + ", which is below 1");
        }
    }

    @Override
    public ModelBundle bundle(Path directory) {
        return ModelBundle.read(directory, prefixLength, false);
    }

    @Override
    public void write(ModelBundle bundle) {
        SafetensorsWriter.writeRandom(
                bundle.projectionWeights(),
                Projection.parameters(
                        prefixLength, bundle.gpt2().width(), bundle.clip().embeddingWidth()),
                seed);
    }

    @Override
    public void describe(ObjectNode provenance) {
        provenance.put("untrained", true).put("seed", seed);
    }
}
