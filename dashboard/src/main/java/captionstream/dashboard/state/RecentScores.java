package captionstream.dashboard.state;

import captionstream.Caption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Length and scores of the latest captions of each model and prompt, of which topics hold no table. */
final class RecentScores {
    private static final int SERIES = 64;
    private static final int CAPTIONS_EACH = 500;

    private final LatestByKey<Series> series = new LatestByKey<>(SERIES);

    private record Point(
            long version,
            long number,
            int tokens,
            double clip,
            @Nullable Double control,
            long second) {}

    private record Series(String model, String prompt, Deque<Point> points) {
        long next() {
            return points.isEmpty() ? 1 : points.getLast().number + 1;
        }

        ScoreSeries after(long version) {
            List<Point> fresh =
                    points.stream().filter(point -> point.version > version).toList();
            List<@Nullable Double> controls = new ArrayList<>();
            fresh.forEach(point -> controls.add(point.control));
            return new ScoreSeries(
                    model,
                    prompt,
                    points.getLast().number,
                    fresh.stream().map(Point::tokens).toList(),
                    fresh.stream().map(Point::clip).toList(),
                    controls,
                    fresh.stream().map(Point::second).toList());
        }
    }

    void add(Caption caption, long version) {
        String model = Excerpt.of(caption.getModel());
        String prompt = Excerpt.of(caption.getPrompt());
        String key = model + '\n' + prompt;
        Series known = Objects.requireNonNullElseGet(
                series.get(key), () -> new Series(model, prompt, new ArrayDeque<>(CAPTIONS_EACH)));
        known.points.addLast(point(caption, version, known.next()));
        if (known.points.size() > CAPTIONS_EACH) {
            known.points.removeFirst();
        }
        series.put(key, known);
    }

    /** How many captions of each series are kept at most. */
    int kept() {
        return CAPTIONS_EACH;
    }

    /** Of each series the captions that are new since, where there are any. */
    List<ScoreSeries> changedAfter(long version) {
        return series.values().stream()
                .map(known -> known.after(version))
                .filter(fresh -> !fresh.tokens().isEmpty())
                .toList();
    }

    private static Point point(Caption caption, long version, long number) {
        Instant time = caption.getEventTime().isAfter(caption.getCaptionTime())
                ? caption.getCaptionTime()
                : caption.getEventTime();
        Double control = caption.getControlScore();
        return new Point(
                version,
                number,
                caption.getTokenCount(),
                toCents(caption.getClipScore()),
                control == null ? null : toCents(control),
                time.getEpochSecond());
    }

    private static double toCents(double score) {
        return Math.rint(score * 100) / 100;
    }
}
