package captionstream.cli.report;

import captionstream.CaptionExtremes;
import captionstream.ExtremeCaption;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Figure 4: cumulative means of the best and of the worst captions. */
record ExtremesFigure(CaptionExtremes best, CaptionExtremes worst) implements Figure {
    @Override
    public String name() {
        return "figure4_best_and_worst";
    }

    @Override
    public String caption() {
        return "Figure 4: mean CLIP score of the best and of the worst captions, from the most extreme inwards";
    }

    @Override
    public Chart<?, ?> chart() {
        XYChart chart = FigureStyle.lines("rank", "mean CLIP score up to this rank");
        add(chart, "best", best);
        add(chart, "worst", worst);
        return chart;
    }

    private static void add(XYChart chart, String name, CaptionExtremes extremes) {
        double[] ranks = extremes.getEntries().stream()
                .mapToDouble(ExtremeCaption::getRank)
                .toArray();
        double[] means = extremes.getEntries().stream()
                .mapToDouble(ExtremeCaption::getCumulativeMean)
                .toArray();
        chart.addSeries(name, ranks, means).setMarker(SeriesMarkers.NONE);
    }

    @Override
    public String tex() {
        return TexFigure.of(
                List.of("xlabel={rank}", "ylabel={mean CLIP score up to this rank}", "legend pos=outer north east"),
                List.of(
                        "\\addplot+[no marks] table[x=rank, y=top_mean] {compare.dat};",
                        TexFigure.legendEntry("best"),
                        "\\addplot+[no marks] table[x=rank, y=bottom_mean] {compare.dat};",
                        TexFigure.legendEntry("worst")));
    }
}
