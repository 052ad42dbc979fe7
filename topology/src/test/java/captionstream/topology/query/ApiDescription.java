package captionstream.topology.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;

/** Holds responses against {@code openapi.json}. */
public final class ApiDescription {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode description;

    public ApiDescription() throws IOException {
        description = JSON.readTree(OpenApi.json());
    }

    /** Fails unless this is what the path is said to answer with this status. */
    public void assertDescribes(String path, HttpResponse<String> response) throws IOException {
        JsonNode described = resolved(description
                .path("paths")
                .path(path)
                .path("get")
                .path("responses")
                .path(String.valueOf(response.statusCode())));
        assertThat(described.isMissingNode())
                .as(path + " with status " + response.statusCode() + ": " + response.body())
                .isFalse();
        described.path("headers").fieldNames().forEachRemaining(name -> assertThat(
                        response.headers().firstValue(name))
                .as(name)
                .isPresent());
        String mediaType = response.headers().firstValue("Content-Type").orElse("");
        JsonNode schema = described.path("content").path(mediaType).path("schema");
        assertThat(schema.isMissingNode()).as(path + " with " + mediaType).isFalse();
        JsonNode body = JSON.readTree(response.body());
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(withComponents(schema))
                        .validate(body))
                .as(path)
                .isEmpty();
    }

    Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        description.path("paths").fieldNames().forEachRemaining(paths::add);
        return paths;
    }

    Set<String> parameters(String path) {
        Set<String> names = new TreeSet<>();
        description
                .path("paths")
                .path(path)
                .path("get")
                .path("parameters")
                .forEach(parameter -> names.add(resolved(parameter).path("name").asText()));
        return names;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? description.at(node.path("$ref").asText().substring(1)) : node;
    }

    private JsonNode withComponents(JsonNode schema) {
        return JSON.createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$ref", schema.path("$ref").asText("#"))
                .set("components", description.path("components"));
    }
}
