package captionstream.topology.allocation;

import captionstream.Elimination;
import captionstream.Moments;
import captionstream.PairwiseDifference;
import captionstream.PromptAllocation;
import captionstream.PromptStatistics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the prompts that are worse than others under one model. What was found once stays: the test was made for
 * looking all the time, and every version is a step further.
 */
public final class Eliminations {
    /** Events may bring prompts of their own without end, and a record must fit into a broker. */
    static final int MOST = 400;

    private Eliminations() {}

    public static PromptAllocation none(String model) {
        return new PromptAllocation(model, 1, List.of(), Instant.EPOCH);
    }

    /**
     * @param news of one of the model's prompts, over all time
     * @return of the next version where a pair is new, and otherwise the same but for its time
     */
    public static PromptAllocation after(PromptAllocation before, PromptStatistics news) {
        List<Elimination> all = new ArrayList<>(before.getEliminations());
        for (PairwiseDifference pair : news.getAgainst()) {
            if (all.size() < MOST && !isKnown(all, news.getPrompt(), pair.getPrompt())) {
                add(all, news.getPrompt(), pair, news.getAgainst().size() + 1);
            }
        }
        boolean changed = all.size() > before.getEliminations().size();
        Instant asOf = before.getAsOf().isAfter(news.getAsOf()) ? before.getAsOf() : news.getAsOf();
        return new PromptAllocation(
                before.getModel(), changed ? before.getVersion() + 1 : before.getVersion(), all, asOf);
    }

    private static boolean isKnown(List<Elimination> eliminations, String one, String other) {
        return eliminations.stream()
                .anyMatch(known -> (known.getPrompt().equals(one)
                                && known.getBetter().equals(other))
                        || (known.getPrompt().equals(other) && known.getBetter().equals(one)));
    }

    private static void add(List<Elimination> all, String prompt, PairwiseDifference pair, int prompts) {
        Moments difference = pair.getDifference();
        Double mean = difference.getMean();
        Double deviation = difference.getStdDev();
        if (mean == null || deviation == null) {
            return;
        }
        double radius = PairedTest.radius(difference.getCount(), deviation, prompts);
        if (Math.abs(mean) > radius) {
            boolean isWorse = mean < 0;
            all.add(new Elimination(
                    isWorse ? prompt : pair.getPrompt(),
                    isWorse ? pair.getPrompt() : prompt,
                    difference.getCount(),
                    Math.abs(mean),
                    radius));
        }
    }
}
