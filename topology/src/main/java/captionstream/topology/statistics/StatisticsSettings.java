package captionstream.topology.statistics;

import java.time.Duration;

/**
 * How statistics are published.
 *
 * @param emitInterval how often each of the two levels sends on what changed, from 10 milliseconds to an hour; a
 *     caption is seen in the statistics within about two of them
 * @param compatibilityCentre subtracted from the means of the compatibility matrix
 * @param windows whether statistics are kept by event time too, besides those over all time
 * @param grace how far behind the end of its last window a caption may come and still be counted in it, from 0 to a
 *     day
 * @param imageRetention how long an image is known after its newest caption
 */
public record StatisticsSettings(
        Duration emitInterval, double compatibilityCentre, boolean windows, Duration grace, Retention imageRetention) {
    public static final StatisticsSettings DEFAULTS =
            new StatisticsSettings(Duration.ofMillis(500), 18, true, Duration.ofMinutes(1), Retention.FOR_GOOD);

    public StatisticsSettings {
        if (emitInterval.compareTo(Duration.ofMillis(10)) < 0 || emitInterval.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "emit-interval is " + emitInterval + ": it must be between 10 milliseconds and 1 hour");
        }
        if (!(Math.abs(compatibilityCentre) <= 100)) {
            throw new IllegalArgumentException(
                    "compatibility-centre is " + compatibilityCentre + ": it must be between -100 and 100");
        }
        if (grace.isNegative() || grace.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("grace is " + grace + ": it must be between 0 and 1 day");
        }
    }

    public StatisticsSettings withEmitInterval(Duration interval) {
        return new StatisticsSettings(interval, compatibilityCentre, windows, grace, imageRetention);
    }

    public StatisticsSettings withCompatibilityCentre(double centre) {
        return new StatisticsSettings(emitInterval, centre, windows, grace, imageRetention);
    }

    public StatisticsSettings withWindows(boolean on) {
        return new StatisticsSettings(emitInterval, compatibilityCentre, on, grace, imageRetention);
    }

    public StatisticsSettings withGrace(Duration duration) {
        return new StatisticsSettings(emitInterval, compatibilityCentre, windows, duration, imageRetention);
    }

    public StatisticsSettings withImageRetention(Retention retention) {
        return new StatisticsSettings(emitInterval, compatibilityCentre, windows, grace, retention);
    }
}
