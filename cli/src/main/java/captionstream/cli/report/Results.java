package captionstream.cli.report;

import captionstream.Caption;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The captions of one model, the latest of each image and prompt, by image id, then in the order of the prompts: the
 * same set of captions gives the same list, however it was read.
 */
record Results(String model, List<Caption> captions) {
    private static final Comparator<Caption> ORDER = Comparator.comparing(Caption::getImageId)
            .thenComparing(Caption::getPromptIndex)
            .thenComparing(Caption::getPrompt);
    private static final Comparator<Caption> AGE = Comparator.comparing(Caption::getCaptionTime)
            .thenComparing(Caption::getModel)
            .thenComparing(Caption::getCaption);

    static Results of(String model, Collection<Caption> captions) {
        Map<ImagePrompt, Caption> latest = new HashMap<>();
        for (Caption caption : captions) {
            if (caption.getModel().equals(model)) {
                latest.merge(ImagePrompt.of(caption), caption, Results::later);
            }
        }
        return new Results(model, latest.values().stream().sorted(ORDER).toList());
    }

    /** The model that made the latest caption; empty without captions. */
    static Optional<String> latestModel(Collection<Caption> captions) {
        return captions.stream().max(AGE).map(Caption::getModel);
    }

    /** The captions of each prompt, prompts in their order, captions in the order of the images. */
    List<List<Caption>> byPrompt() {
        Map<String, List<Caption>> groups = captions.stream().collect(Collectors.groupingBy(Caption::getPrompt));
        return groups.values().stream()
                .sorted(Comparator.comparing(Results::position)
                        .thenComparing(group -> group.get(0).getPrompt()))
                .toList();
    }

    private static int position(List<Caption> group) {
        return group.stream().mapToInt(Caption::getPromptIndex).min().orElseThrow();
    }

    private static Caption later(Caption one, Caption other) {
        return AGE.compare(one, other) >= 0 ? one : other;
    }

    private record ImagePrompt(String imageId, String prompt) {
        static ImagePrompt of(Caption caption) {
            return new ImagePrompt(caption.getImageId(), caption.getPrompt());
        }
    }
}
