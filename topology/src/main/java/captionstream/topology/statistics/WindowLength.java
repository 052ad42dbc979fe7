package captionstream.topology.statistics;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How much event time is counted together, and how often a window of it begins. All time is the window that begins at
 * the epoch and never ends.
 *
 * <p>Each length is a multiple of its hop, and each hop of the shortest.
 */
public enum WindowLength {
    ALL_TIME("all", Long.MAX_VALUE, Long.MAX_VALUE),
    MINUTE("1m", Duration.ofMinutes(1).toMillis(), Duration.ofSeconds(10).toMillis()),
    FIVE_MINUTES("5m", Duration.ofMinutes(5).toMillis(), Duration.ofMinutes(1).toMillis()),
    HOUR("1h", Duration.ofHours(1).toMillis(), Duration.ofMinutes(10).toMillis());

    private static final long LENGTHS_KEPT = 12;

    private final String code;
    private final long millis;
    private final long hopMillis;

    WindowLength(String code, long millis, long hopMillis) {
        this.code = code;
        this.millis = millis;
        this.hopMillis = hopMillis;
    }

    /** All that end. */
    public static Stream<WindowLength> hopping() {
        return Stream.of(values()).filter(length -> length != ALL_TIME);
    }

    /** @throws IllegalArgumentException if no length has this code */
    public static WindowLength ofCode(String code) {
        return Stream.of(values())
                .filter(length -> length.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There are no windows of '" + code + "'"));
    }

    public String code() {
        return code;
    }

    public long millis() {
        return millis;
    }

    public long hopMillis() {
        return hopMillis;
    }

    /** The pane that a time of at least 0 falls into. */
    public Pane pane(long time) {
        return new Pane(this, Math.floorDiv(time, hopMillis) * hopMillis);
    }

    /** How far behind the newest pane a window may begin and still be published. */
    long retentionMillis() {
        return this == ALL_TIME ? Long.MAX_VALUE : LENGTHS_KEPT * millis;
    }
}
