package captionstream.topology.statistics;

import captionstream.CaptionFeedback;
import java.util.Comparator;

/**
 * What one rater thinks of one caption. Ratings are ordered by which is the newer; of the same millisecond the higher
 * counts as newer, so that every order of arrival ends with the same one.
 *
 * @param units millionths
 */
public record Rating(long time, long units) implements Comparable<Rating> {
    private static final byte FORMAT = 1;
    private static final Comparator<Rating> NEWNESS =
            Comparator.comparingLong(Rating::time).thenComparingLong(Rating::units);

    public static Rating of(CaptionFeedback feedback) {
        return new Rating(feedback.getTime().toEpochMilli(), FixedPoint.millionths(feedback.getRating()));
    }

    @Override
    public int compareTo(Rating other) {
        return NEWNESS.compare(this, other);
    }

    public byte[] toBytes() {
        return new StateWriter().number(FORMAT).number(time).number(units).toBytes();
    }

    /** @throws IllegalStateException if the state was written by a later release in another format */
    public static Rating fromBytes(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        in.expectFormat(FORMAT);
        return new Rating(in.number(), in.number());
    }
}
