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

    /** @param policy asked where the event brings no prompts of its own */
    static CaptionRequest request(ImageEvent event, PromptSet inUse, PromptPolicy policy) {
        List<String> own = event.getPrompts();
        ChosenPrompts chosen = own == null ? policy.choose(event.getId(), inUse) : new ChosenPrompts(own, null);
        String digest = event.getSha256();
        return new CaptionRequest(
                event.getId(),
                event.getUri(),
                digest == null ? null : digest.toLowerCase(Locale.ROOT),
                chosen.prompts(),
                own == null ? PromptSets.label(inUse) : OWN_PROMPTS,
                chosen.allocation(),
                event.getSourcePrompt(),
                event.getReferences(),
                event.getAttributes(),
                event.getTime());
    }
}
