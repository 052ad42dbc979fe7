package captionstream.worker.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Writes JSON files of settings, indented for people. */
public final class ConfigFile {
    private static final JsonMapper JSON = new JsonMapper();

    private ConfigFile() {}

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    public static void write(Path path, ObjectNode json) {
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(path.toFile(), json);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }
}
