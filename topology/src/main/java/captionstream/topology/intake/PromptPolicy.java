package captionstream.topology.intake;

import captionstream.PromptSet;

/** Which prompts of the set in use an image gets. */
public interface PromptPolicy {
    PromptPolicy ALL_PROMPTS = (imageId, inUse) -> new ChosenPrompts(inUse.getPrompts(), null);

    ChosenPrompts choose(String imageId, PromptSet inUse);
}
