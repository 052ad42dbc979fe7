package captionstream.topology.query;

import captionstream.CaptionExtremes;
import captionstream.schemas.ShownUri;
import captionstream.schemas.json.AvroRecordSerializer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;

/** Records by the names of their Avro fields, times in milliseconds, URIs as people may see them. */
public final class QueryJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule().addSerializer(SpecificRecord.class, new AvroRecordSerializer()))
            .build();

    private QueryJson() {}

    public static JsonNode tree(SpecificRecord record) {
        JsonNode tree = MAPPER.valueToTree(record);
        if (record instanceof CaptionExtremes) {
            tree.path("entries").forEach(entry -> ((ObjectNode) entry)
                    .put("uri", ShownUri.of(entry.path("uri").asText())));
        }
        return tree;
    }

    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static Answer answer(byte[] json) throws IOException {
        return MAPPER.readValue(json, Answer.class);
    }

    /** UTF-8, on one line. */
    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }
}
