package captionstream.dashboard.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image with the captions it has so far.
 *
 * @param order larger for images captioned later
 * @param thumbnail path of its small picture
 * @param captions in the order of the image's prompts
 * @param winner prompt index of the highest CLIP score, the earlier prompt where two are equal; null until every prompt
 *     has its caption
 */
public record ImageView(
        long order,
        String id,
        String uri,
        String thumbnail,
        String model,
        int promptCount,
        long eventTime,
        long captionTime,
        List<CaptionView> captions,
        @Nullable Integer winner) {}
