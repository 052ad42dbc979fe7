package captionstream.cli.report;

import captionstream.Caption;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Figure 3: token count against CLIP score. */
record TokenCountFigure(Results results, PromptLabels labels) implements Figure {
    @Override
    public String name() {
        return "figure3_token_count";
    }

    @Override
    public String caption() {
        return "Figure 3: token count of the caption against its CLIP score";
    }

    @Override
    public Chart<?, ?> chart() {
        XYChart chart = FigureStyle.lines("tokens", "CLIP score");
        chart.getStyler()
                .setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
                .setMarkerSize(5);
        for (List<Caption> captions : results.byPrompt()) {
            String prompt = captions.get(0).getPrompt();
            chart.addSeries(
                            FigureStyle.legend(labels.of(prompt), prompt),
                            captions.stream()
                                    .mapToDouble(Caption::getTokenCount)
                                    .toArray(),
                            captions.stream().mapToDouble(Caption::getClipScore).toArray())
                    .setMarker(SeriesMarkers.CIRCLE);
        }
        return chart;
    }

    @Override
    public String tex() {
        List<String> plots = new ArrayList<>();
        for (int i = 0; i < labels.prompts().size(); i++) {
            plots.add("\\addplot+[only marks, mark size=1pt, discard if not={label}{" + labels.at(i)
                    + "}] table[x=tokens, y=score] {scatter.dat};");
            plots.add(TexFigure.legendEntry(labels.prompts().get(i)));
        }
        return TexFigure.of(
                List.of(
                        "xlabel={tokens}",
                        "ylabel={CLIP score}",
                        "legend pos=outer north east",
                        "discard if not/.style 2 args={x filter/.append code={\\edef\\tempa{\\thisrow{#1}}"
                                + "\\edef\\tempb{#2}\\ifx\\tempa\\tempb\\else\\def\\pgfmathresult{inf}\\fi}}"),
                plots);
    }
}
