package captionstream.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** What a request says, or the error that it deserves. */
record RegistryRequest(Context context) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_SUBJECT_LENGTH = 255;
    private static final List<String> LOOPBACK_NAMES = List.of(LoopbackPort.HOST, "localhost", "[::1]");

    /** A page in somebody's browser can reach the loopback interface, directly or by a name that it points there. */
    void refuseWebPages() {
        String host = String.valueOf(context.header("Host")).replaceFirst(":\\d+$", "");
        if (context.header("Origin") != null || !LOOPBACK_NAMES.contains(host)) {
            throw RegistryError.forbidden("This registry serves programs on its own machine, not web pages.");
        }
    }

    String subject() {
        String subject = context.pathParam("subject");
        if (subject.isBlank()
                || subject.length() > MAX_SUBJECT_LENGTH
                || subject.chars().anyMatch(Character::isISOControl)) {
            throw RegistryError.invalidSubject();
        }
        return subject;
    }

    String version() {
        return context.pathParam("version");
    }

    int id() {
        try {
            return Integer.parseInt(context.pathParam("id"));
        } catch (NumberFormatException e) {
            throw RegistryError.schemaNotFound("Schema id");
        }
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(context.queryParam(name));
    }

    Schema schema() {
        JsonNode body = body();
        if (!body.path("schemaType").asText("AVRO").equals("AVRO")) {
            throw RegistryError.invalidSchema("only schemaType AVRO is supported");
        }
        if (!body.path("references").isEmpty()) {
            throw RegistryError.invalidSchema("references are not supported by this registry");
        }
        try {
            return new Schema.Parser().parse(body.path("schema").asText());
        } catch (AvroRuntimeException | StackOverflowError e) {
            throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
        }
    }

    Compatibility level() {
        return Compatibility.named(body().path("compatibility").asText());
    }

    private JsonNode body() {
        try {
            JsonNode body = JSON.readTree(context.body());
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw RegistryError.malformed("The request's body is no JSON: " + e.getOriginalMessage());
        }
        throw RegistryError.malformed("The request's body must be a JSON object.");
    }
}
