package captionstream.cli.source;

import captionstream.cli.console.CommandFailure;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a COCO captions file says, read in one pass with only what is needed kept. */
public record CocoAnnotations(List<Image> images, Map<Long, List<String>> captions) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One entry of {@code "images"}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Image(
            long id,
            @JsonProperty("file_name") String fileName,
            @JsonProperty("coco_url") String cocoUrl) {
        public Image(long id, @Nullable String fileName, @Nullable String cocoUrl) {
            this.id = id;
            this.fileName = fileName == null ? "" : fileName;
            this.cocoUrl = cocoUrl == null ? "" : cocoUrl;
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Annotation(
            @JsonProperty("image_id") long imageId,
            @Nullable String caption) {}

    public static CocoAnnotations read(Path file) {
        CocoAnnotations annotations = new CocoAnnotations(new ArrayList<>(), new HashMap<>());
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw CommandFailure.environment(file + " is not a COCO annotations file: no JSON object", "");
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                parser.nextToken();
                annotations.take(field, parser);
            }
        } catch (JsonProcessingException e) {
            throw CommandFailure.environment(
                    file + " is not a COCO annotations file: " + e.getOriginalMessage() + " at "
                            + e.getLocation().offsetDescription(),
                    "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return annotations;
    }

    private void take(String field, JsonParser parser) throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            parser.skipChildren();
        } else if (field.equals("images")) {
            elements(parser, Image.class, images::add);
        } else if (field.equals("annotations")) {
            elements(parser, Annotation.class, this::add);
        } else {
            parser.skipChildren();
        }
    }

    private void add(Annotation annotation) {
        String caption = annotation.caption();
        if (caption != null && !caption.isBlank()) {
            captions.computeIfAbsent(annotation.imageId(), id -> new ArrayList<>())
                    .add(caption.strip());
        }
    }

    private static <T> void elements(JsonParser parser, Class<T> type, Consumer<T> taker) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            taker.accept(JSON.readValue(parser, type));
        }
    }
}
