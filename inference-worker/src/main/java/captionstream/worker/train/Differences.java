package captionstream.worker.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** Says in words where two JSON objects differ. */
final class Differences {
    private Differences() {}

    /** Such as {@code seed was 1 and is 2}; empty where they are equal. */
    static Optional<String> first(JsonNode before, JsonNode now) {
        for (Map.Entry<String, JsonNode> field : now.properties()) {
            JsonNode was = before.path(field.getKey());
            JsonNode is = field.getValue();
            if (is.isObject() && was.isObject()) {
                Optional<String> inside = first(was, is);
                if (inside.isPresent()) {
                    return inside;
                }
            } else if (!is.toString().equals(was.toString())) {
                return Optional.of(field.getKey() + " was " + was + " and is " + is);
            }
        }
        return Optional.empty();
    }
}
