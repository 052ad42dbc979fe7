package captionstream.dashboard.feed;

import java.time.Duration;

/**
 * Where in a partition reading begins: at its recent records.
 *
 * @param age records younger than this
 * @param atLeast so many offsets from the end are read even where their records are older
 * @param atMost no more offsets from the end are read even where their records are younger
 */
record StartAt(Duration age, long atLeast, long atMost) {
    static final StartAt BEGINNING = new StartAt(Duration.ZERO, Long.MAX_VALUE, Long.MAX_VALUE);

    /** @param firstYoung offset of the first record younger than {@code age}; {@code end} where there is none */
    long offset(long beginning, long end, long firstYoung) {
        long wanted = Math.min(firstYoung, end - atLeast);
        return Math.max(beginning, Math.max(wanted, end - atMost));
    }
}
