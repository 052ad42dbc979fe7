package captionstream.topology.query;

import captionstream.schemas.Topic;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be asked. */
public sealed interface Query {
    /** For the other instance; {@link #of} gives the query back. */
    Map<String, String> parameters();

    /** What one image's captions were, under every model. */
    record OfImage(String id) implements Query {
        @Override
        public Map<String, String> parameters() {
            return Map.of("image", id);
        }
    }

    /**
     * Records as they were published.
     *
     * @param model null for all models
     * @param name of a ranking its weighting, of extremes their end, of a row or of statistics the prompt; null for all
     */
    record OfRecords(
            Topic topic,
            @Nullable String model,
            WindowChoice window,
            @Nullable String name) implements Query {
        @Override
        public Map<String, String> parameters() {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("topic", topic.name());
            parameters.put("window", window.text());
            if (model != null) {
                parameters.put("model", model);
            }
            if (name != null) {
                parameters.put("name", name);
            }
            return parameters;
        }
    }

    /** @throws IllegalArgumentException if these are not the parameters of a query */
    static Query of(Map<String, String> parameters) {
        String image = parameters.get("image");
        if (image != null) {
            return new OfImage(image);
        }
        return new OfRecords(
                Topic.valueOf(parameters.getOrDefault("topic", "")),
                parameters.get("model"),
                WindowChoice.parse(parameters.getOrDefault("window", "")),
                parameters.get("name"));
    }
}
