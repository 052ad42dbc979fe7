package captionstream.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/** A generated class's schema as its .avsc file has it: without the marks that only Java's generated code needs. */
final class PortableSchema {
    private PortableSchema() {}

    static String json(Schema schema) {
        try {
            JsonNode json = RegistryHttp.JSON.readTree(schema.toString());
            removeJavaMarks(json);
            return new Schema.Parser().parse(json.toString()).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Avro wrote a schema that is no JSON", e);
        }
    }

    private static void removeJavaMarks(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove("avro.java.string");
        }
        json.forEach(PortableSchema::removeJavaMarks);
    }
}
