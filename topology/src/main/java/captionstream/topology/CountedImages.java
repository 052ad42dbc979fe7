package captionstream.topology;

import captionstream.topology.query.Answer;
import captionstream.topology.query.QueryJson;
import captionstream.topology.statistics.ImageOutcomes;
import captionstream.topology.statistics.ImageSummary;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of one partition's images. Safe for many threads.
 *
 * @param models under which images were counted; may be read while it grows
 */
record CountedImages(Set<String> models, ReadOnlyKeyValueStore<String, ImageOutcomes> outcomes) {
    Answer find(String imageId) {
        List<JsonNode> found = models.stream()
                .map(model -> find(model, imageId))
                .filter(Objects::nonNull)
                .toList();
        return new Answer(!found.isEmpty(), found);
    }

    private @Nullable JsonNode find(String model, String imageId) {
        ImageOutcomes image = outcomes.get(StoreKey.of(model, imageId));
        return image == null ? null : QueryJson.tree(ImageSummary.of(model, image));
    }
}
