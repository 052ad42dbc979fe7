package captionstream.worker.caption;

import captionstream.schemas.DeadLetterReason;
import java.util.List;

/** What became of one {@link CaptionTask}. */
public sealed interface CaptionOutcome {
    String imageId();

    /**
     * @param captions one per prompt, in the order of the prompts
     * @param encodeMillis time in the image tower, for the whole batch, as the other two
     */
    record Captioned(
            String imageId,
            List<GeneratedCaption> captions,
            double encodeMillis,
            double generateMillis,
            double scoreMillis)
            implements CaptionOutcome {
        public Captioned {
            captions = List.copyOf(captions);
        }
    }

    record Rejected(String imageId, DeadLetterReason reason, String message) implements CaptionOutcome {}
}
