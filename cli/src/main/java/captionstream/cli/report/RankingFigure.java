package captionstream.cli.report;

import captionstream.PromptRanking;
import captionstream.RankedPrompt;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.CategoryStyler;

/** Figure 6: entropy-weighted scores of the prompts, from 0 for the lowest to 1 for the highest. */
record RankingFigure(PromptRanking ranking, PromptLabels labels) implements Figure {
    @Override
    public String name() {
        return "figure6_entropy_weighted_ranking";
    }

    @Override
    public String caption() {
        return "Figure 6: mean entropy-weighted score of each prompt, from 0 for the lowest to 1 for the highest";
    }

    @Override
    public Chart<?, ?> chart() {
        CategoryChart chart = FigureStyle.bars("prompt", "normalised entropy-weighted score");
        List<RankedPrompt> prompts = ranking.getEntries().stream()
                .sorted(Comparator.comparingInt(entry -> labels.prompts().indexOf(entry.getPrompt())))
                .toList();
        chart.addSeries(
                "normalised score",
                prompts.stream().map(entry -> labels.of(entry.getPrompt())).toList(),
                prompts.stream().map(RankedPrompt::getNormalized).toList());
        CategoryStyler styler = chart.getStyler();
        styler.setLabelsVisible(true);
        styler.setYAxisMin(0.0).setYAxisMax(1.1).setLegendVisible(false);
        return chart;
    }

    @Override
    public String tex() {
        return TexFigure.of(
                List.of(
                        "ybar",
                        "ymin=0",
                        "xlabel={prompt}",
                        "ylabel={normalised entropy-weighted score}",
                        "xtick=data",
                        "xticklabels from table={entropy_weighted.dat}{label}"),
                List.of("\\addplot table[x expr=\\coordindex, y=normalized] {entropy_weighted.dat};"));
    }
}
