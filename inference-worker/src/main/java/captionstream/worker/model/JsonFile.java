package captionstream.worker.model;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads JSON that somebody else has written: bounded, without repeated names, and nothing after its end. */
final class JsonFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonFile() {}

    /** @throws ModelFileException if there is no such file, or it is longer than that or no JSON */
    static JsonNode read(Path path, int maxSize) {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new ModelFileException(path.toString(), "is no file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(maxSize + 1);
            if (bytes.length > maxSize) {
                throw new ModelFileException(path.toString(), "has more than the " + maxSize + " bytes it may have");
            }
            return parse(bytes);
        } catch (NoSuchFileException e) {
            throw new ModelFileException(path.toString(), "no such file", e);
        } catch (IOException e) {
            throw new ModelFileException(path.toString(), "is not readable JSON: " + reason(e), e);
        }
    }

    static JsonNode parse(byte[] json) throws IOException {
        return JSON.readTree(json);
    }

    /** In one line, without the text around the place. */
    static String reason(IOException e) {
        if (!(e instanceof JsonProcessingException json)) {
            return String.valueOf(e.getMessage());
        }
        JsonLocation place = json.getLocation();
        return json.getOriginalMessage()
                + (place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")");
    }
}
