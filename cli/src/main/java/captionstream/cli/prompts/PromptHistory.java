package captionstream.cli.prompts;

import captionstream.PromptSet;
import captionstream.topology.intake.PromptSets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every version of every prompt set, and the one in use. The paper's prompts are always among them.
 *
 * @param byLabel such as {@code paper v1}
 */
record PromptHistory(Map<String, PromptSet> byLabel, PromptSet inUse) {

    /** @param records newest under each key, as the topic has them */
    static PromptHistory of(Map<String, PromptSet> records) {
        PromptSet inUse = records.getOrDefault(PromptSets.CURRENT, PromptSets.PAPER);
        Map<String, PromptSet> byLabel = new TreeMap<>();
        List.of(PromptSets.PAPER, inUse).forEach(set -> byLabel.put(PromptSets.label(set), set));
        records.values().forEach(set -> byLabel.putIfAbsent(PromptSets.label(set), set));
        return new PromptHistory(byLabel, inUse);
    }

    /** By name, the newest version first. */
    List<PromptSet> versions() {
        return byLabel.values().stream()
                .sorted(Comparator.comparing(PromptSet::getName)
                        .thenComparing(
                                Comparator.comparingInt(PromptSet::getVersion).reversed()))
                .toList();
    }

    /**
     * The set of that label, or the newest of that name.
     *
     * @param labelOrName such as {@code paper v1} or {@code paper}
     */
    Optional<PromptSet> find(String labelOrName) {
        PromptSet labelled = byLabel.get(labelOrName);
        return labelled != null
                ? Optional.of(labelled)
                : versions().stream()
                        .filter(set -> set.getName().equals(labelOrName))
                        .findFirst();
    }

    /** A new version, above all there are of that name. */
    PromptSet next(String name, Collection<String> prompts, Instant now) {
        int newest = find(name).map(PromptSet::getVersion).orElse(0);
        return new PromptSet(name, newest + 1, List.copyOf(prompts), now);
    }
}
