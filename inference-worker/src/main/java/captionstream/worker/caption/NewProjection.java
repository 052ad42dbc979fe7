package captionstream.worker.caption;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** Where the projection of a new bundle comes from. */
public sealed interface NewProjection permits FreshProjection, CopiedProjection {
    /**
     * A bundle of the models in the folder with this projection; neither it nor weights need be there yet.
     *
     * @throws captionstream.worker.model.ModelFileException if it does not fit them
     */
    ModelBundle bundle(Path directory);

    void write(ModelBundle bundle);

    void describe(ObjectNode provenance);
}
