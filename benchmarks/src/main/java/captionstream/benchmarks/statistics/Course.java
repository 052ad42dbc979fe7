package captionstream.benchmarks.statistics;

import captionstream.PromptStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How one run went.
 *
 * @param points at the first commit of what was read, and at every change of what could be read of the statistics
 * @param statistics at its end, by prompt
 */
record Course(List<Point> points, Map<String, PromptStatistics> statistics) {
    /**
     * @param counted captions in the published statistics
     * @param seconds of the clock
     * @param processes processor time in seconds of each of the contender's processes
     * @param broker processor time in seconds of the broker's
     */
    record Point(long counted, double seconds, List<Double> processes, double broker) {
        double ofProcesses() {
            return processes.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    double captionsPerSecond(long from, long to) {
        return 1 / each(from, to, Point::seconds);
    }

    /** Processor time of the contender's processes. */
    double microsecondsPerCaption(long from, long to) {
        return 1e6 * each(from, to, Point::ofProcesses);
    }

    double brokerMicrosecondsPerCaption(long from, long to) {
        return 1e6 * each(from, to, Point::broker);
    }

    /** Of the processor time of all the contender's processes, from beginning to end. */
    double partOfBusiest() {
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        double busiest = IntStream.range(0, first.processes().size())
                .mapToDouble(i -> last.processes().get(i) - first.processes().get(i))
                .max()
                .orElseThrow();
        return busiest / (last.ofProcesses() - first.ofProcesses());
    }

    private double each(long from, long to, ToDoubleFunction<Point> what) {
        Point first = at(from);
        Point last = at(to);
        return (what.applyAsDouble(last) - what.applyAsDouble(first)) / (last.counted() - first.counted());
    }

    /** The first point that counts as many. */
    private Point at(long counted) {
        return points.stream()
                .filter(point -> point.counted() >= counted)
                .findFirst()
                .orElseThrow();
    }
}
