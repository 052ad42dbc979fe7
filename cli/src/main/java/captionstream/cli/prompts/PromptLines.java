package captionstream.cli.prompts;

import captionstream.PromptSet;
import captionstream.cli.console.SafeText;
import captionstream.topology.intake.PromptSets;
import java.util.List;
import java.util.stream.Stream;

/** A prompt set as text for people. */
final class PromptLines {
    private PromptLines() {}

    static List<String> of(PromptSet set, boolean inUse) {
        String title = PromptSets.label(set) + (inUse ? "  (in use)" : "");
        return Stream.concat(Stream.of(title), set.getPrompts().stream().map(prompt -> "  " + prompt))
                .map(SafeText::oneLine)
                .toList();
    }
}
