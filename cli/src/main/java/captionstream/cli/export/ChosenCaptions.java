package captionstream.cli.export;

import captionstream.Caption;
import captionstream.cli.kafka.TopicRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Of each image, prompt and model the last caption, where it passes a filter: one that does not replaces the earlier
 * ones all the same. Holds the captions that pass, without their tokens.
 */
final class ChosenCaptions {
    private static final Comparator<Caption> ORDER = Comparator.comparing(Caption::getImageId)
            .thenComparing(Caption::getPromptIndex)
            .thenComparing(Caption::getPrompt)
            .thenComparing(Caption::getModel);

    /** The best first. */
    static final Comparator<Caption> RANK =
            Comparator.comparing(Caption::getClipScore).reversed().thenComparing(ORDER);

    private final CaptionFilter filter;
    private final Map<Key, Standing> standing = new HashMap<>();

    ChosenCaptions(CaptionFilter filter) {
        this.filter = filter;
    }

    void enter(TopicRow<Caption> row, Caption caption) {
        caption.setTokens(List.of());
        Standing next = new Standing(
                caption.getCaptionTime(), row.partition(), row.offset(), filter.passes(caption) ? caption : null);
        standing.merge(Key.of(caption), next, Standing::later);
    }

    /** Images, prompts and models that have a caption at all. */
    int seen() {
        return standing.size();
    }

    /** By image id, then as the image's prompts are ordered. */
    List<Caption> all() {
        return standing.values().stream()
                .map(Standing::caption)
                .filter(caption -> caption != null)
                .sorted(ORDER)
                .toList();
    }

    /** Of each image the caption with the highest CLIP score; of equal ones the first. By image id. */
    List<Caption> bestOfEachImage() {
        Map<String, Caption> best = new HashMap<>();
        all().forEach(caption ->
                best.merge(caption.getImageId(), caption, (one, other) -> RANK.compare(one, other) <= 0 ? one : other));
        return best.values().stream().sorted(ORDER).toList();
    }

    private record Key(String imageId, String prompt, String model) {
        static Key of(Caption caption) {
            return new Key(caption.getImageId(), caption.getPrompt(), caption.getModel());
        }
    }

    private record Standing(
            Instant time,
            int partition,
            long offset,
            @Nullable Caption caption) {
        private static final Comparator<Standing> AGE = Comparator.comparing(Standing::time)
                .thenComparing(Standing::partition)
                .thenComparing(Standing::offset);

        static Standing later(Standing one, Standing other) {
            return AGE.compare(one, other) >= 0 ? one : other;
        }
    }
}
