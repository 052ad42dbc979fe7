package captionstream.endtoend;

import static captionstream.endtoend.Drawn.signed;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.PairwiseDifference;
import captionstream.PromptStatistics;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which prompt beats which, row minus column. */
record DrawnPairs(Page page) {
    private static final String BETTER = "significantly better";

    /** @param prompts all of them in their order */
    void assertShows(List<PromptStatistics> prompts) {
        assertThat(Drawn.rows(page, "#pairs"))
                .containsExactlyElementsOf(IntStream.range(0, prompts.size())
                        .mapToObj(i -> row(i, prompts))
                        .toList());
    }

    private static List<String> row(int number, List<PromptStatistics> prompts) {
        PromptStatistics prompt = prompts.get(number);
        List<String> cells = new ArrayList<>(List.of(number + 1 + " " + prompt.getPrompt()));
        prompts.forEach(other -> cells.add(against(prompt, other)));
        cells.add(Long.toString(prompt.getAgainst().stream()
                .filter(pair -> verdict(pair).equals(BETTER))
                .count()));
        cells.add(Long.toString(prompt.getWins()));
        return cells;
    }

    /** Empty against itself. */
    private static String against(PromptStatistics prompt, PromptStatistics other) {
        return prompt.getAgainst().stream()
                .filter(pair -> pair.getPrompt().equals(other.getPrompt()))
                .findFirst()
                .map(pair -> signed(pair.getDifference().getMean()) + ", " + verdict(pair))
                .orElse("");
    }

    private static String verdict(PairwiseDifference pair) {
        if (pair.getDifference().getCi95Low() == null) {
            return "too few images";
        }
        if (pair.getDifference().getCi95Low() > 0) {
            return BETTER;
        }
        return pair.getDifference().getCi95High() < 0 ? "significantly worse" : "not significant";
    }
}
