package captionstream.schemas.registry;

import static captionstream.schemas.registry.RegistryHttp.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * A client of Confluent's schema registry REST interface. Ids are cached for good, unknown ones for a while. Safe for
 * many threads.
 */
public final class SchemaRegistryClient implements SchemaRegistry {
    private static final int MAX_REFERENCE_DEPTH = 16;

    private final RegistrySettings settings;
    private final RegistryHttp http;
    private final Map<SubjectSchema, Integer> idBySchema = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemaById = new ConcurrentHashMap<>();
    private final UnknownIds unknownIds = new UnknownIds();

    public SchemaRegistryClient(RegistrySettings settings) {
        this.settings = settings;
        this.http = new RegistryHttp(settings);
    }

    @Override
    public int register(String subject, Schema schema) {
        SubjectSchema key = new SubjectSchema(subject, schema);
        Integer known = idBySchema.get(key);
        if (known != null) {
            return known;
        }
        String path = settings.registerSchemas() ? versionsPath(subject) : "/subjects/" + encoded(subject);
        JsonNode id = http.post(path, body(schema)).path("id");
        if (!id.isInt()) {
            throw new SchemaRegistryException(settings + " answered a registration without an id", 200);
        }
        idBySchema.put(key, id.asInt());
        return id.asInt();
    }

    @Override
    public Schema schema(int id) {
        Schema known = schemaById.get(id);
        if (known != null) {
            return known;
        }
        if (unknownIds.contains(id)) {
            throw new UnknownSchemaException("No schema has id " + id);
        }
        Schema schema = fetch(id);
        schemaById.put(id, schema);
        return schema;
    }

    public List<String> subjects() {
        List<String> subjects = new ArrayList<>();
        http.get("/subjects").forEach(subject -> subjects.add(subject.asText()));
        return subjects;
    }

    /** In ascending order. */
    public List<Integer> versions(String subject) {
        List<Integer> versions = new ArrayList<>();
        http.get(versionsPath(subject)).forEach(version -> versions.add(version.asInt()));
        versions.sort(null);
        return versions;
    }

    public RegisteredSchema version(String subject, int version) {
        return registered(http.get(versionsPath(subject) + "/" + version));
    }

    public RegisteredSchema latest(String subject) {
        return registered(http.get(versionsPath(subject) + "/latest"));
    }

    /** Whether the registry would take this schema as the subject's next version. */
    public boolean isCompatibleWithLatest(String subject, Schema schema) {
        return http.post("/compatibility" + versionsPath(subject) + "/latest", body(schema))
                .path("is_compatible")
                .asBoolean();
    }

    private Schema fetch(int id) {
        try {
            return parsed(http.get("/schemas/ids/" + id), new Schema.Parser(), 0);
        } catch (UnknownSchemaException e) {
            unknownIds.add(id);
            throw e;
        } catch (SchemaRegistryException e) {
            if (!e.isNotFound()) {
                throw e;
            }
            unknownIds.add(id);
            throw new UnknownSchemaException("No schema has id " + id);
        }
    }

    private RegisteredSchema registered(JsonNode json) {
        return new RegisteredSchema(
                json.path("subject").asText(),
                json.path("version").asInt(),
                json.path("id").asInt(),
                parsed(json, new Schema.Parser(), 0));
    }

    private Schema parsed(JsonNode json, Schema.Parser parser, int depth) {
        String type = json.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") || depth > MAX_REFERENCE_DEPTH) {
            throw new UnknownSchemaException("The schema is of type " + type + ", not readable as Avro");
        }
        json.path("references").forEach(reference -> parseReference(reference, parser, depth));
        try {
            return parser.parse(json.path("schema").asText());
        } catch (AvroRuntimeException e) {
            throw new UnknownSchemaException("The registry's schema is no Avro schema: " + e.getMessage());
        }
    }

    private void parseReference(JsonNode reference, Schema.Parser parser, int depth) {
        if (!parser.getTypes().containsKey(reference.path("name").asText())) {
            String path = versionsPath(reference.path("subject").asText()) + "/"
                    + reference.path("version").asInt();
            parsed(http.get(path), parser, depth + 1);
        }
    }

    private static ObjectNode body(Schema schema) {
        return JSON.createObjectNode().put("schema", PortableSchema.json(schema));
    }

    private static String versionsPath(String subject) {
        return "/subjects/" + encoded(subject) + "/versions";
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private record SubjectSchema(String subject, Schema schema) {}
}
