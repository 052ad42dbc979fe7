package captionstream.topology.statistics;

import java.time.Duration;

/**
 * How statistics are published.
 *
 * @param emitInterval how often each of the two levels sends on what changed, from 10 milliseconds to an hour; a
 *     caption is seen in the statistics within about two of them
 * @param compatibilityCentre subtracted from the means of the compatibility matrix
 */
public record StatisticsSettings(Duration emitInterval, double compatibilityCentre) {
    public static final StatisticsSettings DEFAULTS = new StatisticsSettings(Duration.ofMillis(500), 18);

    public StatisticsSettings {
        if (emitInterval.compareTo(Duration.ofMillis(10)) < 0 || emitInterval.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "emit-interval is " + emitInterval + ": it must be between 10 milliseconds and 1 hour");
        }
        if (!(Math.abs(compatibilityCentre) <= 100)) {
            throw new IllegalArgumentException(
                    "compatibility-centre is " + compatibilityCentre + ": it must be between -100 and 100");
        }
    }
}
