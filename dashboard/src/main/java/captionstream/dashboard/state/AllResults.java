package captionstream.dashboard.state;

import captionstream.CaptionExtremes;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The running results of every kind. */
record AllResults(
        RunningResults<PromptRanking, PromptRanking> rankings,
        RunningResults<PromptStatistics, PromptStatistics> statistics,
        RunningResults<PromptCompatibility, PromptCompatibility> compatibility,
        RunningResults<CaptionExtremes, ExtremesView> extremes) {
    private static final int RANKINGS = 96;
    private static final int STATISTICS = 256;
    private static final int COMPATIBILITY_ROWS = 256;
    private static final int EXTREMES = 32;
    private static final String UNWEIGHTED = "raw";

    /** As at the start, without any. */
    static AllResults none() {
        return new AllResults(
                new RunningResults<>(
                        RANKINGS,
                        r -> new Coverage(r.getModel(), r.getWindow(), r.getWindowStart()),
                        Function.identity()),
                new RunningResults<>(
                        STATISTICS,
                        r -> new Coverage(r.getModel(), r.getWindow(), r.getWindowStart()),
                        Function.identity()),
                new RunningResults<>(
                        COMPATIBILITY_ROWS,
                        r -> new Coverage(r.getModel(), r.getWindow(), r.getWindowStart()),
                        Function.identity()),
                new RunningResults<>(
                        EXTREMES,
                        r -> new Coverage(r.getModel(), r.getWindow(), r.getWindowStart()),
                        ExtremesView::of));
    }

    /** Of each model over all time, the latest model first. */
    List<ModelTotals> totals() {
        Map<String, Long> captions = statistics.of(ResultWindow.ALL_TIME).values().stream()
                .collect(Collectors.groupingBy(
                        PromptStatistics::getModel,
                        Collectors.summingLong(values -> values.getClipScore().getCount())));
        return rankings.of(ResultWindow.ALL_TIME).values().stream()
                .filter(ranking -> ranking.getWeighting().equals(UNWEIGHTED))
                .sorted(Comparator.comparing(PromptRanking::getAsOf).reversed())
                .map(ranking -> new ModelTotals(
                        ranking.getModel(),
                        ranking.getImages(),
                        captions.getOrDefault(ranking.getModel(), 0L),
                        ranking.getAsOf().toEpochMilli()))
                .toList();
    }
}
