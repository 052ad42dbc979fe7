package captionstream.cli.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finished evaluation.
 *
 * @param model fingerprint of the bundle
 * @param decoding the decoding settings
 * @param images how many were captioned
 * @param prompts in the order of the prompts
 * @param overall every caption of every prompt as one corpus
 * @param failed images that could not be captioned
 * @param leftOut rows and images that were not fit to be captioned in the first place
 */
record Evaluation(
        String model,
        String decoding,
        int images,
        List<PromptFigures> prompts,
        PromptFigures overall,
        List<FailedImage> failed,
        int leftOut) {
    static final String ALL_PROMPTS = "all prompts";

    record FailedImage(String uri, String reason) {}

    /** @param captions at least one, prompts in their order within each image */
    static Evaluation of(
            String model,
            String decoding,
            int images,
            List<JudgedCaption> captions,
            List<FailedImage> failed,
            int leftOut) {
        Map<String, List<JudgedCaption>> byPrompt = new LinkedHashMap<>();
        for (JudgedCaption caption : captions) {
            byPrompt.computeIfAbsent(caption.prompt(), prompt -> new ArrayList<>())
                    .add(caption);
        }
        List<PromptFigures> prompts = byPrompt.entrySet().stream()
                .map(prompt -> PromptFigures.of(prompt.getKey(), prompt.getValue()))
                .toList();
        return new Evaluation(
                model, decoding, images, prompts, PromptFigures.of(ALL_PROMPTS, captions), failed, leftOut);
    }

    /** Whether every image that was named has its captions in here. */
    boolean isComplete() {
        return failed.isEmpty() && leftOut == 0;
    }
}
