package captionstream.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Confluent's REST interface over a {@link SchemaStore}. */
final class RegistryRoutes {
    static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    private static final Logger LOG = LoggerFactory.getLogger(RegistryRoutes.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SchemaStore store;

    RegistryRoutes(SchemaStore store) {
        this.store = store;
    }

    void add(RoutesConfig routes) {
        routes.before(context -> new RegistryRequest(context).refuseWebPages());
        routes.get("/", json(request -> Map.of()));
        routes.get("/mode", json(request -> Map.of("mode", "READWRITE")));
        routes.get("/mode/{subject}", json(request -> Map.of("mode", "READWRITE")));

        routes.get("/subjects", json(request -> store.subjects()));
        routes.post("/subjects/{subject}", json(this::lookUp));
        routes.get("/subjects/{subject}/versions", json(this::versions));
        routes.post("/subjects/{subject}/versions", json(this::register));
        routes.get("/subjects/{subject}/versions/{version}", json(request -> described(version(request))));
        routes.get("/subjects/{subject}/versions/{version}/schema", json(request -> text(version(request))));

        routes.get("/schemas/types", json(request -> List.of("AVRO")));
        routes.get("/schemas/ids/{id}", json(this::schema));
        routes.get("/schemas/ids/{id}/schema", json(request -> new RawValue(schemaText(request))));
        routes.get("/schemas/ids/{id}/subjects", json(this::subjectsOfId));
        routes.get("/schemas/ids/{id}/versions", json(this::versionsOfId));

        routes.post("/compatibility/subjects/{subject}/versions", json(this::judgeAgainstAll));
        routes.post("/compatibility/subjects/{subject}/versions/{version}", json(this::judgeAgainstOne));
        routes.get("/config", json(request -> Map.of("compatibilityLevel", store.compatibility(null))));
        routes.put("/config", json(request -> setLevel(null, request.level())));
        routes.get("/config/{subject}", json(this::level));
        routes.put("/config/{subject}", json(request -> setLevel(request.subject(), request.level())));
        routes.delete("/config/{subject}", json(this::removeLevel));

        routes.exception(RegistryError.class, (e, context) -> error(context, e.status(), e.code(), e.getMessage()));
        routes.exception(
                HttpResponseException.class,
                (e, context) -> error(context, e.getStatus(), e.getStatus(), e.getMessage()));
        routes.exception(Exception.class, RegistryRoutes::unexpected);
    }

    private Object lookUp(RegistryRequest request) {
        return described(store.lookUp(request.subject(), request.schema()));
    }

    private Object register(RegistryRequest request) {
        return described(store.register(request.subject(), request.schema()));
    }

    private Object versions(RegistryRequest request) {
        return store.versions(request.subject()).stream()
                .map(StoredSchema::version)
                .toList();
    }

    private StoredSchema version(RegistryRequest request) {
        return store.version(request.subject(), request.version());
    }

    private Object schema(RegistryRequest request) {
        return Map.of("schema", schemaText(request));
    }

    private String schemaText(RegistryRequest request) {
        return store.schema(request.id()).toString();
    }

    private Object subjectsOfId(RegistryRequest request) {
        return store.uses(request.id()).stream()
                .map(StoredSchema::subject)
                .distinct()
                .toList();
    }

    private Object versionsOfId(RegistryRequest request) {
        return store.uses(request.id()).stream()
                .map(used -> Map.of("subject", used.subject(), "version", used.version()))
                .toList();
    }

    private Object judgeAgainstAll(RegistryRequest request) {
        return judged(request, store.versions(request.subject()));
    }

    private Object judgeAgainstOne(RegistryRequest request) {
        return judged(request, List.of(version(request)));
    }

    private Object judged(RegistryRequest request, List<StoredSchema> earlier) {
        List<String> problems = store.problems(request.subject(), request.schema(), earlier);
        return request.flag("verbose")
                ? Map.of("is_compatible", problems.isEmpty(), "messages", problems)
                : Map.of("is_compatible", problems.isEmpty());
    }

    private Object level(RegistryRequest request) {
        Compatibility level = request.flag("defaultToGlobal")
                ? store.compatibility(request.subject())
                : store.ownCompatibility(request.subject());
        return Map.of("compatibilityLevel", level);
    }

    private Object setLevel(@Nullable String subject, Compatibility level) {
        store.setCompatibility(subject, level);
        return Map.of("compatibility", level);
    }

    private Object removeLevel(RegistryRequest request) {
        Compatibility level = store.ownCompatibility(request.subject());
        store.setCompatibility(request.subject(), null);
        return Map.of("compatibilityLevel", level);
    }

    private static Object text(StoredSchema stored) {
        return new RawValue(stored.text());
    }

    private static Object described(StoredSchema stored) {
        return Map.of(
                "subject", stored.subject(), "version", stored.version(), "id", stored.id(), "schema", stored.text());
    }

    private static Handler json(Function<RegistryRequest, Object> answer) {
        return context -> send(context, answer.apply(new RegistryRequest(context)));
    }

    private static void error(Context context, int status, int code, @Nullable String message) {
        context.status(status);
        send(context, Map.of("error_code", code, "message", String.valueOf(message)));
    }

    private static void unexpected(Exception e, Context context) {
        LOG.atError().setCause(e).log("The registry failed to answer a request");
        error(context, 500, 50001, "Internal error");
    }

    private static void send(Context context, Object body) {
        context.contentType(CONTENT_TYPE).result(JSON.valueToTree(body).toString());
    }
}
