package captionstream.dashboard.web;

import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The dead letters that somebody chose to have replayed. */
record ReplayRequest(@JsonProperty("letters") @Nullable List<Letter> letters) {
    static final int MAX_BYTES = 64 * 1024;
    private static final int MOST_LETTERS = 500;

    /** Where one stands in its topic. */
    record Letter(
            @JsonProperty(value = "partition", required = true)
            int partition,

            @JsonProperty(value = "offset", required = true) long offset) {}

    ReplayRequest {
        if (letters == null || letters.isEmpty() || letters.size() > MOST_LETTERS || letters.contains(null)) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "Choose 1 to " + MOST_LETTERS + " dead letters.");
        }
    }

    Set<RecordPosition> positions() {
        return letters.stream()
                .map(letter -> new RecordPosition(Topic.DEAD_LETTERS.topicName(), letter.partition(), letter.offset()))
                .collect(Collectors.toSet());
    }
}
