package captionstream.dashboard.web;

import captionstream.PromptSet;
import captionstream.dashboard.upload.UploadFolder;
import java.util.List;

/**
 * What the page may offer, and the prompts it may offer it with.
 *
 * @param uploadBytes most bytes of an uploaded image; 0 where none is taken
 * @param prompts those in use
 */
record Abilities(boolean tryUri, int uploadBytes, boolean replay, List<String> prompts) {
    static Abilities of(PageActions actions, PromptSet inUse) {
        UploadFolder uploads = actions.uploads();
        return new Abilities(
                actions.events() != null,
                uploads == null ? 0 : uploads.maxBytes(),
                actions.replays() != null,
                inUse.getPrompts());
    }
}
