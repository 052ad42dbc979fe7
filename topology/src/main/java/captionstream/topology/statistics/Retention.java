package captionstream.topology.statistics;

import java.time.Duration;

/**
 * How long after its newest caption an image is still known. One that is captioned later is counted as another image,
 * and what was counted of it before stands for good.
 *
 * @param millis between the times of captions
 */
public record Retention(long millis) {
    private static final Duration SHORTEST = Duration.ofHours(1);

    public static final Retention FOR_GOOD = new Retention(Long.MAX_VALUE);

    public Retention {
        if (millis < SHORTEST.toMillis()) {
            throw new IllegalArgumentException(
                    "image-retention is " + Duration.ofMillis(millis) + ": it must be at least an hour");
        }
    }

    /** @throws IllegalArgumentException if it is less than an hour */
    public static Retention of(Duration duration) {
        return new Retention(duration.toMillis());
    }

    public boolean isForGood() {
        return millis == Long.MAX_VALUE;
    }

    /** @param time in milliseconds of the epoch, at least 0 */
    public boolean isOver(ImageOutcomes image, long time) {
        Outcome newest = image.newest();
        return newest != null && newest.captionTime() <= time - millis;
    }
}
