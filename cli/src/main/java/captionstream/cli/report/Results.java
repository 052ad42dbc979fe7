package captionstream.cli.report;

import captionstream.Caption;
import captionstream.topology.statistics.ImageOutcomes;
import captionstream.topology.statistics.Pane;
import captionstream.topology.statistics.PaneCounts;
import captionstream.topology.statistics.Window;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The captions of one model in a window of event time, the latest of each image and prompt in each of the window's
 * panes, by image id, then in the order of the prompts: the same set of captions gives the same list, however it was
 * read. All time is one pane.
 */
record Results(String model, Window window, List<Caption> captions) {
    private static final Comparator<Caption> ORDER = Comparator.comparing(Caption::getImageId)
            .thenComparing(Caption::getPromptIndex)
            .thenComparing(Caption::getPrompt)
            .thenComparing(PaneCounts::eventTime);
    private static final Comparator<Caption> AGE = Comparator.comparing(Caption::getCaptionTime)
            .thenComparing(Caption::getModel)
            .thenComparing(Caption::getCaption);

    static Results of(String model, Window window, Collection<Caption> captions) {
        Map<PlaceInPane, Caption> latest = new HashMap<>();
        for (Caption caption : captions) {
            if (caption.getModel().equals(model) && covers(window, caption)) {
                latest.merge(PlaceInPane.of(window, caption), caption, Results::later);
            }
        }
        return new Results(model, window, latest.values().stream().sorted(ORDER).toList());
    }

    private static boolean covers(Window window, Caption caption) {
        long after = PaneCounts.eventTime(caption) - window.startMillis();
        return after >= 0 && after < window.length().millis();
    }

    /** The captions of each pane that has any. */
    Map<Pane, List<Caption>> byPane() {
        return captions.stream().collect(Collectors.groupingBy(caption -> paneOf(window, caption)));
    }

    private static Pane paneOf(Window window, Caption caption) {
        return window.length().pane(PaneCounts.eventTime(caption));
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
        return ImageOutcomes.newness().thenComparing(AGE).compare(one, other) >= 0 ? one : other;
    }

    private record PlaceInPane(Pane pane, String imageId, String prompt) {
        static PlaceInPane of(Window window, Caption caption) {
            return new PlaceInPane(paneOf(window, caption), caption.getImageId(), caption.getPrompt());
        }
    }
}
