package captionstream.topology.statistics;

/**
 * A stretch of event time as long as a window's hop. Panes do not overlap, and every window is made of whole ones, so a
 * caption is counted once a length and not once a window.
 *
 * @param start in milliseconds of the epoch, a multiple of the hop
 */
public record Pane(WindowLength length, long start) {
    public static final Pane ALL_TIME = new Pane(WindowLength.ALL_TIME, 0);

    public Pane {
        if (start % length.hopMillis() != 0) {
            throw new IllegalArgumentException("No pane of " + length + " starts at " + start);
        }
    }

    /** Itself outside. */
    public long end() {
        return start + length.hopMillis();
    }

    public boolean covers(long time) {
        return time >= start && time < end();
    }

    /** Whether the last window that it is part of ended more than the grace ago. */
    boolean isClosed(long streamTime, long graceMillis) {
        return streamTime - start - length.millis() >= graceMillis;
    }
}
