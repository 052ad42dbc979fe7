package captionstream.worker.train;

import captionstream.worker.caption.GeneratedCaption;
import captionstream.worker.evaluate.CiderD;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** CIDEr-D of what captions say after their prompt, which no reference has; the mean over the prompts. */
final class ReferenceScore {
    private ReferenceScore() {}

    /** Null for fewer than two images, of which no word would be telling. */
    static @Nullable Double of(List<CaptionedSample> samples) {
        if (samples.size() < 2) {
            return null;
        }
        CiderD ciderD =
                CiderD.of(samples.stream().map(CaptionedSample::references).toList());
        int prompts = samples.get(0).captions().size();
        return IntStream.range(0, prompts)
                .mapToDouble(prompt -> ciderD.score(samples.stream()
                                .map(sample -> continuation(sample.captions().get(prompt)))
                                .toList())
                        .mean())
                .average()
                .orElseThrow();
    }

    private static String continuation(GeneratedCaption caption) {
        String text = caption.text();
        return text.startsWith(caption.prompt())
                ? text.substring(caption.prompt().length())
                : text;
    }
}
