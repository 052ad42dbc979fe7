package captionstream.topology.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What some partitions say to a query.
 *
 * @param known whether there is what the query is about, though perhaps no item of it
 */
public record Answer(
        @JsonProperty("known") boolean known,
        @JsonProperty("items") List<JsonNode> items) {
    static final Answer NOTHING = new Answer(false, List.of());

    /** By model, and of one model as they are: each model's are on one partition. */
    Answer and(Answer other) {
        List<JsonNode> all = Stream.concat(items.stream(), other.items.stream())
                .sorted(Comparator.comparing(item -> item.path("model").asText()))
                .toList();
        return new Answer(known || other.known, all);
    }
}
