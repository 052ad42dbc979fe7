package captionstream.topology.intake;

import captionstream.CaptionRequest;
import captionstream.ImageEvent;
import captionstream.PromptSet;
import java.util.List;
import java.util.Locale;

/** One request with all the prompts of an image. */
final class RequestBuilder {
    /** The prompt set's name where an event brings its own prompts. */
    static final String OWN_PROMPTS = "event";

    private RequestBuilder() {}

    static CaptionRequest request(ImageEvent event, PromptSet inUse) {
        List<String> own = event.getPrompts();
        String digest = event.getSha256();
        return new CaptionRequest(
                event.getId(),
                event.getUri(),
                digest == null ? null : digest.toLowerCase(Locale.ROOT),
                own == null ? inUse.getPrompts() : own,
                own == null ? PromptSets.label(inUse) : OWN_PROMPTS,
                event.getSourcePrompt(),
                event.getReferences(),
                event.getAttributes(),
                event.getTime());
    }
}
