package captionstream.dashboard.browser;

import captionstream.CaptionExtremes;
import captionstream.CompatibilityCell;
import captionstream.ExtremeCaption;
import captionstream.Moments;
import captionstream.PairwiseDifference;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import captionstream.RankedPrompt;
import captionstream.ScoreHistogram;
import captionstream.dashboard.Samples;
import captionstream.dashboard.state.PipelineState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Results of three prompts with round numbers that a test can name. */
final class PlantedResults {
    static final String A = "An image of";
    static final String B = "A photo of";
    static final String C = "This shows";
    static final String MINUTE = "Of a minute";
    static final String OTHER_MODEL = "sha256:0ther";

    private PlantedResults() {}

    static void plant(PipelineState state) {
        state.putStatistics(
                "a", statistics(A, 0, 30, Map.of(60, 3L, 62, 1L), against(B, 2, 1, 3), against(C, 0.1, -0.2, 0.4)));
        state.putStatistics(
                "b", statistics(B, 1, 28, Map.of(56, 4L), against(A, -2, -3, -1), against(C, -1.9, -2.5, -1.3)));
        state.putStatistics(
                "c", statistics(C, 2, 29, Map.of(58, 2L), against(A, -0.1, -0.4, 0.2), against(B, 1.9, 1.3, 2.5)));
        state.putRanking("confidence", ranking("confidence", entry(1, A, 27), entry(2, C, 26), entry(3, B, 25)));
        state.putRanking("saliency", ranking("saliency", entry(1, B, 75), entry(2, A, 74), entry(3, C, 73)));
        state.putRanking("raw", ranking("raw", entry(1, A, 30), entry(2, C, 29), entry(3, B, 28)));
        state.putCompatibility("a", Samples.compatibility(A, List.of(cell(A, 3, 30), cell(B, 3, 25))));
        state.putCompatibility("b", Samples.compatibility(B, List.of(cell(A, 1, 26), cell(B, 1, 27))));
        state.putExtremes(
                "best", Samples.extremes("best", List.of(extreme(1, "top", 36, 36), extreme(2, "next", 34, 35))));
        state.putExtremes(
                "worst", Samples.extremes("worst", List.of(extreme(1, "low", 10, 10), extreme(2, "lower", 13, 11.5))));
    }

    /** Five prompts that are compared with each other, with differences of two digits. */
    static void plantFive(PipelineState state) {
        List<String> prompts = List.of(A, B, C, "A detailed photo of", "A picture that depicts");
        for (String prompt : prompts) {
            PairwiseDifference[] against = prompts.stream()
                    .filter(other -> !other.equals(prompt))
                    .map(other -> against(other, -10.25, -12, -8))
                    .toArray(PairwiseDifference[]::new);
            state.putStatistics(prompt, statistics(prompt, prompts.indexOf(prompt), 30, Map.of(60, 9L), against));
        }
        state.putRanking("raw", ranking("raw", entry(1, A, 30)));
    }

    /** Results of the same kinds for one minute, as another prompt has them. */
    static void plantMinute(PipelineState state, Instant start) {
        PromptRanking ranking = ranking("confidence", entry(1, MINUTE, 99));
        ranking.setWindow("1m");
        ranking.setWindowStart(start);
        ranking.setWindowEnd(start.plusSeconds(60));
        state.putRanking("m|1m@" + start + "|confidence", ranking);
        PromptStatistics statistics = statistics(MINUTE, 0, 45.25, Map.of(90, 9L));
        statistics.setWindow("1m");
        statistics.setWindowStart(start);
        state.putStatistics("m|1m@" + start + "|" + MINUTE, statistics);
        PromptCompatibility row = Samples.compatibility(MINUTE, List.of(cell(MINUTE, 9, 45)));
        row.setWindow("1m");
        row.setWindowStart(start);
        state.putCompatibility("m|1m@" + start + "|" + MINUTE, row);
        CaptionExtremes best = Samples.extremes("best", List.of(extreme(1, "of a minute", 48, 48)));
        best.setWindow("1m");
        best.setWindowStart(start);
        state.putExtremes("m|1m@" + start + "|best", best);
    }

    /** The same results as of another model, over all time. */
    static void plantOtherModel(PipelineState state) {
        PromptRanking ranking = ranking("confidence", entry(1, C, 66));
        ranking.setModel(OTHER_MODEL);
        state.putRanking("o|all|confidence", ranking);
        PromptRanking raw = ranking("raw", entry(1, C, 67));
        raw.setModel(OTHER_MODEL);
        state.putRanking("o|all|raw", raw);
    }

    private static PromptStatistics statistics(
            String prompt, int index, double mean, Map<Integer, Long> bins, PairwiseDifference... against) {
        List<Long> counts = new ArrayList<>(Collections.nCopies(100, 0L));
        bins.forEach(counts::set);
        long n = bins.values().stream().mapToLong(Long::longValue).sum();
        PromptStatistics statistics =
                Samples.statistics(prompt, index, new ScoreHistogram(0.0, 0.5, counts), Samples.moments(n, mean, 2));
        statistics.setWins(10L - index);
        statistics.setAgainst(List.of(against));
        return statistics;
    }

    private static PairwiseDifference against(String other, double mean, double low, double high) {
        return new PairwiseDifference(other, new Moments(4L, mean, 1.0, mean - 1, mean + 1, low, high));
    }

    private static PromptRanking ranking(String weighting, RankedPrompt... entries) {
        return Samples.ranking(weighting, List.of(entries), Instant.EPOCH);
    }

    private static RankedPrompt entry(int rank, String prompt, double mean) {
        return new RankedPrompt(rank, prompt, Samples.moments(4, mean, 2), 1.0, 30.0, 18.2, 10L - rank);
    }

    private static CompatibilityCell cell(String prompt, long count, double mean) {
        return new CompatibilityCell(prompt, count, mean, mean - 18);
    }

    private static ExtremeCaption extreme(int rank, String id, double score, double mean) {
        return new ExtremeCaption(
                rank, id, "https://images.example/" + id + "?key=secret", A, A + " a " + id, score, mean);
    }
}
