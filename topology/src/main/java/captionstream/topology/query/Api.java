package captionstream.topology.query;

import captionstream.schemas.Topic;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be asked at {@code /api}, as {@code openapi.json} beside this class describes it. */
final class Api {
    private static final int MOST_EXTREMES = 50;
    private static final int LONGEST_ID = 256;
    private static final Set<String> WEIGHTINGS = new TreeSet<>(Set.of("confidence", "saliency", "raw"));
    private static final Set<String> ENDS = new TreeSet<>(Set.of("best", "worst"));

    private final Supplier<Router> router;

    /** @param router throws {@link UnavailableException} while there is none */
    Api(Supplier<Router> router) {
        this.router = router;
    }

    void addTo(RoutesConfig routes) {
        routes.get(
                "/api/openapi.json", ctx -> ctx.contentType("application/json").result(OpenApi.json()));
        routes.get("/api/statistics", this::statistics);
        routes.get("/api/rankings", this::rankings);
        routes.get("/api/compatibility", this::compatibility);
        routes.get("/api/extremes", this::extremes);
        routes.get("/api/images/<id>", this::image);
    }

    private void statistics(Context ctx) {
        Parameters parameters = parameters(ctx, Set.of("model", "window"));
        records(ctx, "statistics", query(Topic.PROMPT_STATISTICS, parameters, null));
    }

    private void rankings(Context ctx) {
        Parameters parameters = parameters(ctx, Set.of("model", "window", "weighting"));
        records(ctx, "rankings", query(Topic.PROMPT_RANKINGS, parameters, parameters.oneOf("weighting", WEIGHTINGS)));
    }

    private void compatibility(Context ctx) {
        Parameters parameters = parameters(ctx, Set.of("model", "window"));
        records(ctx, "rows", query(Topic.PROMPT_COMPATIBILITY, parameters, null));
    }

    private void extremes(Context ctx) {
        Parameters parameters = parameters(ctx, Set.of("model", "window", "end", "limit"));
        int limit = parameters.upTo("limit", MOST_EXTREMES);
        Answer answer = answer(query(Topic.CAPTION_EXTREMES, parameters, parameters.oneOf("end", ENDS)));
        answer.items().forEach(end -> cut((ArrayNode) end.path("entries"), limit));
        respond(ctx, Map.of("extremes", answer.items()));
    }

    private static void cut(ArrayNode entries, int limit) {
        while (entries.size() > limit) {
            entries.remove(entries.size() - 1);
        }
    }

    private void image(Context ctx) {
        parameters(ctx, Set.of());
        String id = ctx.pathParam("id");
        if (id.isBlank() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "The image id is blank, over " + LONGEST_ID + " characters or has control characters");
        }
        Answer answer = router.get().answer(new Query.OfImage(id));
        if (!answer.known()) {
            throw new NotFoundException("There is no caption of an image '" + id + "'");
        }
        respond(ctx, Map.of("image_id", id, "models", answer.items()));
    }

    private void records(Context ctx, String name, Query.OfRecords query) {
        respond(ctx, Map.of(name, answer(query).items()));
    }

    /** Nothing at all is an answer as long as nothing was named. */
    private Answer answer(Query.OfRecords query) {
        Answer answer = router.get().answer(query);
        if (!answer.known() && (query.model() != null || query.window().start() != null)) {
            throw new NotFoundException("There are no statistics in the window "
                    + query.window().text() + (query.model() == null ? "" : " of a model '" + query.model() + "'"));
        }
        return answer;
    }

    private static Query.OfRecords query(Topic topic, Parameters parameters, @Nullable String name) {
        return new Query.OfRecords(topic, parameters.text("model"), parameters.window(), name);
    }

    private static Parameters parameters(Context ctx, Set<String> known) {
        return new Parameters(ctx.queryParamMap(), known);
    }

    private static void respond(Context ctx, Map<String, ?> value) {
        ctx.contentType("application/json").result(QueryJson.bytes(value));
    }
}
