package captionstream.benchmarks.pipeline;

import captionstream.benchmarks.measure.FigureTable;
import captionstream.benchmarks.measure.ResidentMemory;
import captionstream.benchmarks.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, repetition by repetition, and the table that it makes. */
final class Measurements {
    final List<Double> bareRates = new ArrayList<>();
    final List<Double> pipelineRates = new ArrayList<>();
    final List<Double> paperRates = new ArrayList<>();
    final List<Double> bareMillis = new ArrayList<>();
    final List<Double> pipelineMillis = new ArrayList<>();
    final List<Double> addedMillis = new ArrayList<>();
    private final List<Long> outsideHeap = new ArrayList<>();

    void memory() {
        outsideHeap.add(ResidentMemory.now().outsideHeap());
    }

    FigureTable table() {
        FigureTable table = new FigureTable();
        table.add("(a) bare captioner, captions/s", new Spread(bareRates).text(2));
        table.add("(b) whole pipeline, captions/s", new Spread(pipelineRates).text(2));
        Spread share = Spread.ofRatios(pipelineRates, bareRates).inPercent();
        table.add("(b) in % of (a), pairwise", share.text(1), "at least 95", share.median() >= 95);
        if (!paperRates.isEmpty()) {
            table.add("(c) the paper's loop, captions/s", new Spread(paperRates).text(3));
            Spread times = Spread.ofRatios(pipelineRates, paperRates);
            table.add("(b) in multiples of (c), pairwise", times.text(1), "at least 10", times.median() >= 10);
        }
        table.add("(d) one image, bare captioner, ms", new Spread(bareMillis).text(0));
        table.add("(d) one image, whole pipeline, ms", new Spread(pipelineMillis).text(0));
        Spread added = new Spread(addedMillis);
        table.add("(d) added to the stages of the same image, ms", added.text(1), "at most 50", added.median() <= 50);
        memoryRows(table);
        return table;
    }

    private void memoryRows(FigureTable table) {
        long first = outsideHeap.get(0);
        long last = outsideHeap.get(outsideHeap.size() - 1);
        String readings = String.format(
                Locale.ROOT,
                "%.0f MiB, then %.0f MiB",
                ResidentMemory.mebibytes(first),
                ResidentMemory.mebibytes(last));
        table.add("(e) memory outside the heap, first and last repetition", readings);
        double ratio = (double) last / first;
        table.add("(e) their ratio", String.format(Locale.ROOT, "%.3f", ratio), "at most 1.05", ratio <= 1.05);
    }
}
