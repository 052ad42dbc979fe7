package captionstream.topology.statistics;

import captionstream.topology.statistics.Extremes.End;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The first level: the aggregates of one partition's images under one model. Each change of an image is applied as the
 * difference between what the image contributed before and what it contributes now. Not safe for several threads.
 *
 * <p>Taking back the smallest, largest or most extreme observation can leave an aggregate that no longer knows its
 * next one. {@link #isExact()} then turns false, and {@link #recount} over all outcomes finds it again; until then nothing
 * may be sent.
 *
 * <p>Images that will not change any more can be settled: their contributions stand for good, and are kept added up, so
 * that a recount does without the images.
 */
public final class PartialAggregates {
    /** Bringing new images together with the others costs as much as adding up some thirty of them. */
    private static final int MOST_APART = 500;

    private final Map<Partial.Key, Partial> partials = new HashMap<>();
    private final Set<Partial.Key> inexact = new HashSet<>();
    private final Map<Partial.Key, Partial> changed = new HashMap<>();
    private final Map<Partial.Key, Partial> settled = new HashMap<>();
    private NewImages apart = new NewImages();

    /** Puts back an aggregate that was stored. */
    public void restore(Partial partial) {
        put(partial);
    }

    /** Puts back what {@link #settle} gave. */
    public void restoreSettled(Partial sum) {
        settled.put(sum.key(), sum);
    }

    public boolean isExact() {
        bringTogether();
        return inexact.isEmpty();
    }

    public Map<Partial.Key, Partial> all() {
        bringTogether();
        return Map.copyOf(partials);
    }

    /** Those that changed since this was last asked. */
    public Map<Partial.Key, Partial> takeChanged() {
        bringTogether();
        Map<Partial.Key, Partial> taken = Map.copyOf(changed);
        changed.clear();
        return taken;
    }

    /**
     * Lets the contributions of images stand for good.
     *
     * @param images that are counted here, as they are counted
     * @return of the sums over all settled images, those that this changed
     */
    public Map<Partial.Key, Partial> settle(Collection<ImageOutcomes> images) {
        Map<Partial.Key, Partial> grown = new HashMap<>();
        NewImages.sumsOf(images).forEach(sum -> grown.put(sum.key(), settled.merge(sum.key(), sum, Partial::plus)));
        return grown;
    }

    /**
     * Counts all images anew.
     *
     * @param images all that are not settled
     */
    public void recount(Iterable<ImageOutcomes> images) {
        clear();
        add(settled.values());
        images.forEach(image -> replace(ImageOutcomes.none(image.imageId()), image));
    }

    /** Forgets the images, not which aggregates there were. */
    void clear() {
        apart = new NewImages();
        partials.replaceAll((key, partial) -> partial.cleared());
        changed.putAll(partials);
        inexact.clear();
    }

    void add(Collection<Partial> sums) {
        sums.forEach(sum -> update(sum.key(), sum.cleared(), (Partial known) -> known.plus(sum)));
    }

    private void bringTogether() {
        if (apart.size() > 0) {
            add(apart.sums());
            apart = new NewImages();
        }
    }

    /** Exchanges an image's contribution. */
    public void replace(ImageOutcomes before, ImageOutcomes after) {
        if (before.isEmpty() && !after.isEmpty()) {
            apart.add(after);
            if (apart.size() >= MOST_APART) {
                bringTogether();
            }
            return;
        }
        if (apart.has(before.imageId())) {
            bringTogether();
        }
        update(ImageCounts.KEY, ImageCounts.NONE, (ImageCounts counts) -> counts.replacing(before, after));
        Set<String> prompts = new TreeSet<>();
        Stream.of(before, after)
                .flatMap(image -> image.outcomes().stream())
                .map(Outcome::prompt)
                .forEach(prompts::add);
        for (String prompt : prompts) {
            Outcome old = before.of(prompt);
            Outcome now = after.of(prompt);
            if (!Objects.equals(old, now)) {
                replaceOutcome(before.imageId(), old, now);
                replacePairs(prompt, prompts, before, after);
            }
        }
        replaceWinner(before.winner(), after.winner());
        replaceCells(before, after);
    }

    private void replaceOutcome(String imageId, @Nullable Outcome old, @Nullable Outcome now) {
        if (old != null) {
            updatePrompt(old.prompt(), aggregate -> aggregate.without(old));
            updateEnds(ends -> ends.without(Extremes.Entry.of(imageId, old)));
        }
        if (now != null) {
            updatePrompt(now.prompt(), aggregate -> aggregate.with(now));
            updateEnds(ends -> ends.with(Extremes.Entry.of(imageId, now)));
        }
    }

    /** Visits a pair of two changed prompts once, from the alphabetically lower one. */
    private void replacePairs(String prompt, Set<String> prompts, ImageOutcomes before, ImageOutcomes after) {
        for (String other : prompts) {
            boolean otherChanged = !Objects.equals(before.of(other), after.of(other));
            int order = prompt.compareTo(other);
            if (order < 0 || (order > 0 && !otherChanged)) {
                updatePair(before.of(prompt), before.of(other), false);
                updatePair(after.of(prompt), after.of(other), true);
            }
        }
    }

    private void updatePair(@Nullable Outcome one, @Nullable Outcome other, boolean add) {
        if (one != null && other != null) {
            Partial.Key key = PromptPair.key(one, other);
            update(
                    key,
                    new PromptPair(key.first(), key.second(), Moments.NONE),
                    (PromptPair pair) -> add ? pair.with(one, other) : pair.without(one, other));
        }
    }

    private void replaceWinner(@Nullable Outcome old, @Nullable Outcome now) {
        String loser = old == null ? null : old.prompt();
        String winner = now == null ? null : now.prompt();
        if (!Objects.equals(loser, winner)) {
            if (loser != null) {
                updatePrompt(loser, aggregate -> aggregate.withWins(-1));
            }
            if (winner != null) {
                updatePrompt(winner, aggregate -> aggregate.withWins(1));
            }
        }
    }

    private void replaceCells(ImageOutcomes before, ImageOutcomes after) {
        String oldRow = before.row();
        String newRow = after.row();
        boolean stays = Objects.equals(oldRow, newRow);
        if (oldRow != null) {
            before.outcomes().stream()
                    .filter(old -> !(stays && old.equals(after.of(old.prompt()))))
                    .forEach(old -> updateCell(oldRow, old, cell -> cell.without(old)));
        }
        if (newRow != null) {
            after.outcomes().stream()
                    .filter(now -> !(stays && now.equals(before.of(now.prompt()))))
                    .forEach(now -> updateCell(newRow, now, cell -> cell.with(now)));
        }
    }

    private void updatePrompt(String prompt, UnaryOperator<PromptAggregate> change) {
        update(PromptAggregate.key(prompt), PromptAggregate.none(prompt), change);
    }

    private void updateEnds(UnaryOperator<Extremes> change) {
        for (End end : End.values()) {
            update(Extremes.key(end), Extremes.none(end), change);
        }
    }

    private void updateCell(String row, Outcome outcome, UnaryOperator<CompatibilityCell> change) {
        update(CompatibilityCell.key(row, outcome.prompt()), CompatibilityCell.none(row, outcome.prompt()), change);
    }

    @SuppressWarnings("unchecked")
    private <P extends Partial> void update(Partial.Key key, P none, UnaryOperator<P> change) {
        P before = (P) partials.getOrDefault(key, none);
        P after = change.apply(before);
        if (after != before) {
            put(after);
            changed.put(key, after);
        }
    }

    private void put(Partial partial) {
        partials.put(partial.key(), partial);
        if (partial.isExact()) {
            inexact.remove(partial.key());
        } else {
            inexact.add(partial.key());
        }
    }
}
