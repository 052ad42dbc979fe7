package captionstream.topology.statistics;

/** The windows of one length under one model: what the second level brings together in one place. */
public record Series(String model, WindowLength length) {
    private static final char SEPARATOR = '\u0000';

    /** Unique: names hold no control characters. */
    public String text() {
        return model + SEPARATOR + length.code();
    }

    /** @throws IllegalArgumentException if this is not what {@link #text} gave */
    public static Series ofText(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            throw new IllegalArgumentException("'" + text + "' names no series");
        }
        return new Series(text.substring(0, separator), WindowLength.ofCode(text.substring(separator + 1)));
    }
}
