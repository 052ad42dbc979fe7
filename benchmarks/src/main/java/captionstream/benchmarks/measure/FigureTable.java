package captionstream.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;

/** Figures as a Markdown table, and whether each reached its target. */
public final class FigureTable {
    private record Row(String figure, String value, String target) {}

    private final List<Row> rows = new ArrayList<>(
            List.of(new Row("figure", "median (lowest to highest)", "target"), new Row("---", "---", "---")));
    private boolean missed;

    public void add(String figure, String value) {
        rows.add(new Row(figure, value, ""));
    }

    public void add(String figure, String value, String target, boolean reached) {
        rows.add(new Row(figure, value, target + (reached ? ": reached" : ": MISSED")));
        missed |= !reached;
    }

    public boolean isAnyMissed() {
        return missed;
    }

    public List<String> lines() {
        int figure = rows.stream().mapToInt(row -> row.figure().length()).max().orElse(0);
        int value = rows.stream().mapToInt(row -> row.value().length()).max().orElse(0);
        return rows.stream()
                .map(row -> "| " + padded(row.figure(), figure) + " | " + padded(row.value(), value) + " | "
                        + row.target() + " |")
                .toList();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
