package captionstream.benchmarks.statistics;

import captionstream.benchmarks.measure.FigureTable;
import captionstream.benchmarks.measure.Spread;
import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import java.util.ArrayList;
import java.util.List;

/** What a caption costs with few images in the stores and with many, each image having one caption. */
final class GrowingState {
    private static final int FEW = 10_000;
    private static final int SLICE_OF_FEW = 100_000;
    private static final int SLICE_OF_MANY = 200_000;
    private static final double MOST_GROWTH_OF_COST = 1.3;

    private final Terminal terminal;
    private final Arena arena;
    private final int many;
    private final FigureTable table = new FigureTable();

    /** @param arena has {@link #captions} captions */
    GrowingState(Terminal terminal, Arena arena, int many) {
        this.terminal = terminal;
        this.arena = arena;
        this.many = many;
    }

    /** More than are measured: counting is ahead of what can be read of it, but not at the very end. */
    static int captions(int many) {
        return many + 2 * SLICE_OF_MANY;
    }

    /** @param warmUps runs before, in which code is compiled */
    void measure(Contender contender, int warmUps, int repetitions) throws InterruptedException {
        run("warm-ups", contender, warmUps);
        List<Course> courses = run("repetitions", contender, repetitions);
        List<Double> before = costs(courses, FEW, SLICE_OF_FEW);
        List<Double> after = costs(courses, many, SLICE_OF_MANY);
        Spread growth = Spread.ofRatios(after, before);
        String figure = contender.title() + ", processor time a caption, µs, from ";
        table.add(figure + FEW + " images on", new Spread(before).text(1));
        table.add(figure + many + " images on", new Spread(after).text(1));
        table.add(
                contender.title() + ", their ratio",
                growth.text(2),
                "at most " + MOST_GROWTH_OF_COST,
                growth.median() <= MOST_GROWTH_OF_COST);
    }

    FigureTable table() {
        return table;
    }

    private List<Course> run(String task, Contender contender, int times) throws InterruptedException {
        List<Course> courses = new ArrayList<>();
        try (Progress progress = new Progress(terminal, task)) {
            while (courses.size() < times) {
                progress.update(courses.size(), times, ", " + contender.title());
                courses.add(arena.run(contender, 1, captions(many), 0));
            }
            progress.update(times, times);
        }
        return courses;
    }

    private static List<Double> costs(List<Course> courses, int from, int slice) {
        return courses.stream()
                .map(course -> course.microsecondsPerCaption(from, from + slice))
                .toList();
    }
}
