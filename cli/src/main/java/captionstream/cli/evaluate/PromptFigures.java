package captionstream.cli.evaluate;

import captionstream.worker.evaluate.CaptionQuality;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Means over the captions of one prompt, or of all.
 *
 * @param name the prompt, or what else these captions have in common
 * @param controlScore null where no caption has one, as also {@code grounding} and {@code refClipScore}
 */
record PromptFigures(
        String name,
        double clipScore,
        @Nullable Double controlScore,
        @Nullable Double grounding,
        @Nullable Double refClipScore,
        CaptionQuality quality) {

    /** @param captions at least one */
    static PromptFigures of(String name, List<JudgedCaption> captions) {
        return new PromptFigures(
                name,
                captions.stream()
                        .mapToDouble(JudgedCaption::clipScore)
                        .average()
                        .orElseThrow(),
                mean(captions, JudgedCaption::controlScore),
                mean(captions, JudgedCaption::grounding),
                mean(captions, JudgedCaption::refClipScore),
                CaptionQuality.of(
                        captions.stream().map(JudgedCaption::references).toList(),
                        captions.stream().map(JudgedCaption::text).toList()));
    }

    private static @Nullable Double mean(
            List<JudgedCaption> captions, Function<JudgedCaption, @Nullable Double> score) {
        OptionalDouble mean = captions.stream()
                .map(score)
                .filter(Objects::nonNull)
                .mapToDouble(value -> value)
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }
}
