package captionstream.cli.evaluate;

import captionstream.Caption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What counts of a caption here.
 *
 * @param text what is compared with the references
 * @param references what people wrote about the image, at least one
 */
record JudgedCaption(
        String prompt,
        String text,
        List<String> references,
        double clipScore,
        @Nullable Double controlScore,
        @Nullable Double grounding,
        @Nullable Double refClipScore) {

    static JudgedCaption of(Caption caption, List<String> references, boolean whole) {
        return new JudgedCaption(
                caption.getPrompt(),
                whole ? caption.getCaption() : withoutPrompt(caption),
                references,
                caption.getClipScore(),
                caption.getControlScore(),
                caption.getGrounding(),
                caption.getRefClipScore());
    }

    private static String withoutPrompt(Caption caption) {
        String text = caption.getCaption();
        String prompt = caption.getPrompt();
        return text.startsWith(prompt) ? text.substring(prompt.length()).strip() : text;
    }
}
