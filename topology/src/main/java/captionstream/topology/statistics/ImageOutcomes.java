package captionstream.topology.statistics;

import captionstream.Caption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of one image under one model, by prompt: of each prompt the newest caption alone, and of the newest
 * {@value #MOST_PROMPTS} prompts. Which arrived first cannot be seen.
 *
 * <p>An image is complete when every position of the prompt set it was last captioned with has its outcome; then the
 * prompt with the highest CLIP score wins it (ties: the earlier in the set). Of a position the newest outcome counts:
 * all prompts that events bring themselves go by the name of one set, and they may be others each time.
 *
 * @param outcomes alphabetically by prompt
 */
public record ImageOutcomes(String imageId, List<Outcome> outcomes) {
    /** More would make the stored record too large for a broker. */
    static final int MOST_PROMPTS = 64;

    private static final byte FORMAT = 2;

    /** Of captions of one image and prompt, the newer one is the greater. */
    public static Comparator<Caption> newness() {
        return Comparator.comparing(Outcome::of);
    }

    public static ImageOutcomes none(String imageId) {
        return new ImageOutcomes(imageId, List.of());
    }

    /** This, where the caption is no newer than the one there is. */
    public ImageOutcomes with(Caption caption) {
        return with(Outcome.of(caption));
    }

    private ImageOutcomes with(Outcome outcome) {
        int place = placeOf(outcome.prompt());
        boolean known = isOf(outcome.prompt(), place);
        if (known && outcomes.get(place).compareTo(outcome) >= 0) {
            return this;
        }
        List<Outcome> changed = new ArrayList<>(outcomes.size() + 1);
        changed.addAll(outcomes);
        if (known) {
            changed.set(place, outcome);
        } else {
            changed.add(place, outcome);
        }
        if (changed.size() > MOST_PROMPTS) {
            changed.remove(Collections.min(changed));
        }
        return new ImageOutcomes(imageId, Collections.unmodifiableList(changed));
    }

    /** The newest of both, of the same image. */
    ImageOutcomes plus(ImageOutcomes other) {
        ImageOutcomes all = this;
        for (Outcome outcome : other.outcomes) {
            all = all.with(outcome);
        }
        return all;
    }

    public boolean isEmpty() {
        return outcomes.isEmpty();
    }

    @Nullable
    Outcome of(String prompt) {
        int place = placeOf(prompt);
        return isOf(prompt, place) ? outcomes.get(place) : null;
    }

    private boolean isOf(String prompt, int place) {
        return place < outcomes.size() && outcomes.get(place).prompt().equals(prompt);
    }

    /** Of the first outcome that is not before the prompt. */
    private int placeOf(String prompt) {
        int place = 0;
        while (place < outcomes.size() && outcomes.get(place).prompt().compareTo(prompt) < 0) {
            place++;
        }
        return place;
    }

    public boolean isComplete() {
        return winner() != null;
    }

    /** The outcome that won the image; null while it is not complete. */
    @Nullable
    Outcome winner() {
        Outcome newest = newest();
        if (newest == null || outcomes.size() < newest.promptCount()) {
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

    @Nullable
    Outcome newest() {
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
        return row(winner());
    }

    /** @param winner of this image */
    @Nullable
    String row(@Nullable Outcome winner) {
        Outcome newest = newest();
        String source = newest == null ? null : newest.sourcePrompt();
        return source != null ? source : winner == null ? null : winner.prompt();
    }

    public byte[] toBytes() {
        StateWriter out = new StateWriter().number(FORMAT).text(imageId).number(outcomes.size());
        Outcome before = null;
        for (Outcome outcome : outcomes) {
            outcome.writeTo(out, before);
            before = outcome;
        }
        return out.toBytes();
    }

    /** @throws IllegalStateException if the state was written by a later release in another format */
    public static ImageOutcomes fromBytes(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        in.expectFormat(FORMAT);
        String imageId = in.text();
        List<Outcome> outcomes = new ArrayList<>();
        Outcome before = null;
        for (int left = in.size(); left > 0; left--) {
            before = Outcome.readFrom(in, before);
            outcomes.add(before);
        }
        return new ImageOutcomes(imageId, Collections.unmodifiableList(outcomes));
    }
}
