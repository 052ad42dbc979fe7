package captionstream.topology.statistics;

import captionstream.Caption;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of one image under one model, by prompt: of each prompt the newest caption alone, and of the newest
 * {@value #MOST_PROMPTS} prompts. Which arrived first cannot be seen.
 *
 * <p>An image is complete when every position of the prompt set it was last captioned with has its outcome; then the
 * prompt with the highest CLIP score wins it (ties: the earlier in the set). Of a position the newest outcome counts:
 * all prompts that events bring themselves go by the name of one set, and they may be others each time.
 */
public record ImageOutcomes(String imageId, SortedMap<String, Outcome> byPrompt) {
    /** More would make the stored record too large for a broker. */
    static final int MOST_PROMPTS = 64;

    private static final byte FORMAT = 1;

    /** Of captions of one image and prompt, the newer one is the greater. */
    public static Comparator<Caption> newness() {
        return Comparator.comparing(Outcome::of);
    }

    public static ImageOutcomes none(String imageId) {
        return new ImageOutcomes(imageId, Collections.emptySortedMap());
    }

    /** This, where the caption is no newer than the one there is. */
    public ImageOutcomes with(Caption caption) {
        Outcome outcome = Outcome.of(caption);
        Outcome known = byPrompt.get(outcome.prompt());
        if (known != null && known.compareTo(outcome) >= 0) {
            return this;
        }
        SortedMap<String, Outcome> changed = new TreeMap<>(byPrompt);
        changed.put(outcome.prompt(), outcome);
        if (changed.size() > MOST_PROMPTS) {
            changed.remove(Collections.min(changed.values()).prompt());
        }
        return new ImageOutcomes(imageId, Collections.unmodifiableSortedMap(changed));
    }

    /** The newest of both, of the same image. */
    ImageOutcomes plus(ImageOutcomes other) {
        SortedMap<String, Outcome> all = new TreeMap<>(byPrompt);
        other.byPrompt.forEach((prompt, outcome) ->
                all.merge(prompt, outcome, (one, another) -> one.compareTo(another) >= 0 ? one : another));
        while (all.size() > MOST_PROMPTS) {
            all.remove(Collections.min(all.values()).prompt());
        }
        return new ImageOutcomes(imageId, Collections.unmodifiableSortedMap(all));
    }

    public boolean isEmpty() {
        return byPrompt.isEmpty();
    }

    Collection<Outcome> outcomes() {
        return byPrompt.values();
    }

    /** Alphabetically by prompt. */
    Outcome[] inOrder() {
        return byPrompt.values().toArray(new Outcome[0]);
    }

    public boolean isComplete() {
        return winner() != null;
    }

    /** The outcome that won the image; null while it is not complete. */
    @Nullable
    Outcome winner() {
        return winner(inOrder());
    }

    /** @param outcomes of one image */
    static @Nullable Outcome winner(Outcome[] outcomes) {
        Outcome newest = newest(outcomes);
        if (newest == null || outcomes.length < newest.promptCount()) {
            return null;
        }
        Outcome[] byPosition = new Outcome[newest.promptCount()];
        for (Outcome outcome : outcomes) {
            int position = outcome.promptIndex();
            if (position < byPosition.length && outcome.promptSet().equals(newest.promptSet())) {
                byPosition[position] = newer(outcome, byPosition[position]);
            }
        }
        Outcome best = byPosition[0];
        for (Outcome outcome : byPosition) {
            if (outcome == null) {
                return null;
            }
            best = outcome.clipScore() > best.clipScore() ? outcome : best;
        }
        return best;
    }

    private static @Nullable Outcome newest(Outcome[] outcomes) {
        Outcome newest = null;
        for (Outcome outcome : outcomes) {
            newest = newer(outcome, newest);
        }
        return newest;
    }

    private static Outcome newer(Outcome one, @Nullable Outcome other) {
        return other == null || one.compareTo(other) > 0 ? one : other;
    }

    /**
     * The prompt this image belongs to in the compatibility matrix: the one it was generated from, or else the one
     * that won it; null while neither is known.
     */
    @Nullable
    String row() {
        Outcome[] outcomes = inOrder();
        return row(outcomes, winner(outcomes));
    }

    /** @param outcomes of one image, and its winner */
    static @Nullable String row(Outcome[] outcomes, @Nullable Outcome winner) {
        Outcome newest = newest(outcomes);
        String source = newest == null ? null : newest.sourcePrompt();
        return source != null ? source : winner == null ? null : winner.prompt();
    }

    public byte[] toBytes() {
        StateWriter out = new StateWriter().number(FORMAT).text(imageId).number(byPrompt.size());
        outcomes().forEach(outcome -> outcome.writeTo(out));
        return out.toBytes();
    }

    /** @throws IllegalStateException if the state was written by a later release in another format */
    public static ImageOutcomes fromBytes(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        in.expectFormat(FORMAT);
        String imageId = in.text();
        SortedMap<String, Outcome> byPrompt = new TreeMap<>();
        for (int left = in.size(); left > 0; left--) {
            Outcome outcome = Outcome.readFrom(in);
            byPrompt.put(outcome.prompt(), outcome);
        }
        return new ImageOutcomes(imageId, Collections.unmodifiableSortedMap(byPrompt));
    }
}
