package captionstream.cli.report;

import captionstream.CompatibilityCell;
import captionstream.PromptCompatibility;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.internal.chartpart.Chart;

/** Figure 5: which prompt suits the images of which prompt. */
record CompatibilityFigure(List<PromptCompatibility> matrix, PromptLabels labels) implements Figure {
    @Override
    public String name() {
        return "figure5_compatibility";
    }

    @Override
    public String caption() {
        return "Figure 5: mean CLIP score, centred, of captions by the column's prompt on the row's images";
    }

    @Override
    public Chart<?, ?> chart() {
        HeatMapChart chart = FigureStyle.heatMap("prompt of the caption", "prompt that the image belongs to");
        double widest = Math.ceil(matrix.stream()
                .flatMap(row -> row.getCells().stream())
                .mapToDouble(cell -> Math.abs(cell.getCentred()))
                .max()
                .orElseThrow());
        chart.getStyler()
                .setMin(-widest)
                .setMax(widest)
                .setShowValue(labels.prompts().size() <= 12)
                .setHeatMapValueDecimalPattern("0.00");
        chart.addSeries("compatibility", columns(), rows(), cells());
        return chart;
    }

    private List<String> columns() {
        return IntStream.range(0, labels.prompts().size()).mapToObj(labels::at).toList();
    }

    /** From the bottom up, as the chart counts. */
    private List<String> rows() {
        return IntStream.range(0, matrix.size())
                .mapToObj(i -> rowLabel(matrix.get(matrix.size() - 1 - i)))
                .toList();
    }

    /** An image may have been generated from a prompt that no caption was made with. */
    private String rowLabel(PromptCompatibility row) {
        return labels.prompts().contains(row.getRowPrompt())
                ? labels.of(row.getRowPrompt())
                : FigureStyle.legend("source", row.getRowPrompt());
    }

    private List<Number[]> cells() {
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < matrix.size(); row++) {
            for (CompatibilityCell cell : matrix.get(matrix.size() - 1 - row).getCells()) {
                cells.add(new Number[] {labels.prompts().indexOf(cell.getPrompt()), row, cell.getCentred()});
            }
        }
        return cells;
    }

    @Override
    public String tex() {
        return TexFigure.of(
                List.of(
                        "xlabel={prompt of the caption}",
                        "ylabel={prompt that the image belongs to}",
                        "colorbar",
                        "colormap/viridis",
                        "y dir=reverse",
                        "enlargelimits=false",
                        "xtick={0,...," + (labels.prompts().size() - 1) + "}",
                        "xticklabels={" + String.join(",", columns()) + "}",
                        "ytick={0,...," + (matrix.size() - 1) + "}",
                        "yticklabels={" + texRows() + "}"),
                List.of("\\addplot[matrix plot*, point meta=explicit, mesh/cols="
                        + labels.prompts().size()
                        + "] table[x=column, y=row, meta=centered] {mutual_matrix.dat};"));
    }

    private String texRows() {
        return matrix.stream().map(row -> "{" + TexText.of(rowLabel(row)) + "}").collect(Collectors.joining(","));
    }
}
