package captionstream.benchmarks.statistics;

import captionstream.PromptStatistics;
import captionstream.cli.console.CommandFailure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All contenders count the same captions and must come to the same figures: one that does less work is found out. */
final class SameStatistics {
    private Map<String, PromptStatistics> first = Map.of();

    void check(Contender contender, Map<String, PromptStatistics> statistics) {
        Map<String, PromptStatistics> comparable = new TreeMap<>();
        statistics.forEach((prompt, all) -> comparable.put(prompt, comparable(all)));
        if (first.isEmpty()) {
            first = comparable;
        } else if (!first.equals(comparable)) {
            throw CommandFailure.failed(contender.title() + " came to other statistics than the first contender", "");
        }
    }

    /** Without what the plain contender does not compute. */
    private static PromptStatistics comparable(PromptStatistics statistics) {
        return PromptStatistics.newBuilder(statistics)
                .setModel("")
                .setWins(0)
                .setAgainst(List.of())
                .build();
    }
}
