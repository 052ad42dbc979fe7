package captionstream.benchmarks.measure;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Repeated measurements of one thing. */
public record Spread(List<Double> values) {
    public Spread {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        values = values.stream().sorted().toList();
    }

    /** Of measurements that were taken one after the other, pair by pair, so that a slow minute slows both. */
    public static Spread ofRatios(List<Double> of, List<Double> to) {
        return new Spread(IntStream.range(0, of.size())
                .mapToObj(i -> of.get(i) / to.get(i))
                .toList());
    }

    public Spread inPercent() {
        return new Spread(values.stream().map(value -> 100 * value).toList());
    }

    /** Of an even number, the mean of the middle two. */
    public double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    public double lowest() {
        return values.get(0);
    }

    public double highest() {
        return values.get(values.size() - 1);
    }

    /** {@code median (lowest to highest)} with so many decimals. */
    public String text(int decimals) {
        String number = "%." + decimals + "f";
        return String.format(
                Locale.ROOT, number + " (" + number + " to " + number + ")", median(), lowest(), highest());
    }
}
