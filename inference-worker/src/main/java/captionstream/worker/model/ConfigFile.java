package captionstream.worker.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes JSON files of settings, indented for people, which appear under their name only when whole. */
public final class ConfigFile {
    private static final JsonMapper JSON = new JsonMapper();

    private ConfigFile() {}

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    public static void write(Path path, ObjectNode json) {
        Path unfinished = path.resolveSibling(path.getFileName() + ".part");
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(unfinished.toFile(), json);
            Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }
}
