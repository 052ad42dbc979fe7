package captionstream.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Figure 2: how the CLIP scores of each prompt are spread. */
record ScoreHistogramFigure(ScoreBins bins, PromptLabels labels) implements Figure {
    @Override
    public String name() {
        return "figure2_clip_score_distribution";
    }

    @Override
    public String caption() {
        return "Figure 2: CLIP scores of each prompt, captions per bin";
    }

    @Override
    public Chart<?, ?> chart() {
        XYChart chart = FigureStyle.lines("CLIP score", "captions");
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Step);
        double[] edges = new double[bins.size() + 1];
        for (int bin = 0; bin <= bins.size(); bin++) {
            edges[bin] = bins.lower(bin);
        }
        for (int i = 0; i < bins.counts().size(); i++) {
            double[] counts = new double[edges.length];
            for (int bin = 0; bin < bins.size(); bin++) {
                counts[bin] = bins.counts().get(i)[bin];
            }
            chart.addSeries(FigureStyle.legend(labels.at(i), labels.prompts().get(i)), edges, counts)
                    .setMarker(SeriesMarkers.NONE);
        }
        return chart;
    }

    @Override
    public String tex() {
        List<String> plots = new ArrayList<>();
        for (int i = 0; i < labels.prompts().size(); i++) {
            plots.add("\\addplot+[const plot, no marks] table[x=lower, y=" + labels.at(i) + "] {histogram.dat};");
            plots.add(TexFigure.legendEntry(labels.prompts().get(i)));
        }
        return TexFigure.of(List.of("xlabel={CLIP score}", "ylabel={captions}", "legend pos=outer north east"), plots);
    }
}
