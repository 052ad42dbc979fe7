package captionstream.topology.statistics;

import captionstream.topology.statistics.Extremes.End;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Images of which nothing was counted before, added up together: the same as counting one after the other, but
 * aggregates are made once for all images with the same prompts, and can then be added in many places.
 */
final class NewImages {
    private final Map<List<String>, SamePrompts> byPrompts = new HashMap<>();
    private SamePrompts recent = new SamePrompts(List.of());
    private final MostExtreme best = new MostExtreme(End.BEST);
    private final MostExtreme worst = new MostExtreme(End.WORST);
    private final Set<String> ids = new HashSet<>();
    private long images;
    private long complete;
    private long latestCaptionTime;

    static List<Partial> sumsOf(Collection<ImageOutcomes> images) {
        NewImages sums = new NewImages();
        images.forEach(sums::add);
        return sums.sums();
    }

    long size() {
        return images;
    }

    boolean has(String imageId) {
        return ids.contains(imageId);
    }

    /** @param image not empty */
    void add(ImageOutcomes image) {
        List<Outcome> outcomes = image.outcomes();
        for (Outcome outcome : outcomes) {
            best.offer(image.imageId(), outcome);
            worst.offer(image.imageId(), outcome);
            latestCaptionTime = Math.max(latestCaptionTime, outcome.captionTime());
        }
        ids.add(image.imageId());
        images++;
        Outcome winner = image.winner();
        if (winner != null) {
            complete++;
        }
        withPromptsOf(outcomes).add(outcomes, winner, image.row(winner));
    }

    /** Images that follow each other have the same prompts nearly always. */
    private SamePrompts withPromptsOf(List<Outcome> image) {
        if (!recent.are(image)) {
            List<String> prompts = image.stream().map(Outcome::prompt).toList();
            recent = byPrompts.computeIfAbsent(prompts, SamePrompts::new);
        }
        return recent;
    }

    /** The aggregates of these images alone, none of them empty; of a prompt there may be several, to be added. */
    List<Partial> sums() {
        if (images == 0) {
            return List.of();
        }
        Stream<Partial> byPrompt = byPrompts.values().stream().flatMap(SamePrompts::partials);
        Stream<Partial> others =
                Stream.of(new ImageCounts(images, complete, latestCaptionTime), best.extremes(), worst.extremes());
        return Stream.concat(byPrompt, others).toList();
    }
}
