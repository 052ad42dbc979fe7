package captionstream.topology.statistics;

/**
 * One small aggregate of the images of one partition under one model: what the first level keeps and sends, and the
 * second adds up. All are immutable.
 */
public sealed interface Partial
        permits PromptAggregate, PromptPair, CompatibilityCell, ImageCounts, Extremes, PromptRatings {
    /** Which aggregate this is; the same in every partition. */
    Key key();

    /** Whether nothing in it waits to be found again from the outcomes. */
    boolean isExact();

    /** The same aggregate of no images. */
    Partial cleared();

    /** Of the images of both; the other has the same key. */
    Partial plus(Partial other);

    void writeTo(StateWriter out);

    /**
     * Identifies an aggregate within a model.
     *
     * @param first the prompt, the row, the end, or empty
     * @param second the other prompt, or empty
     */
    record Key(Kind kind, String first, String second) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byKind = kind.compareTo(other.kind);
            int byFirst = byKind != 0 ? byKind : first.compareTo(other.first);
            return byFirst != 0 ? byFirst : second.compareTo(other.second);
        }

        /** Unique within a model: names hold no control characters. */
        public String text() {
            return kind + "\u0001" + first + "\u0001" + second;
        }
    }

    /** The kinds in the order of their codes, which are stored: add new ones at the end. */
    enum Kind {
        PROMPT,
        PAIR,
        CELL,
        COUNTS,
        EXTREMES,
        RATINGS
    }

    byte FORMAT = 1;

    default byte[] toBytes() {
        Key key = key();
        StateWriter out = new StateWriter().number(FORMAT).number(key.kind().ordinal());
        writeTo(out.text(key.first()).text(key.second()));
        return out.toBytes();
    }

    /** @throws IllegalStateException if the state was written by a later release in another format */
    static Partial fromBytes(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        in.expectFormat(FORMAT);
        Kind kind = Kind.values()[(int) in.number()];
        String first = in.text();
        String second = in.text();
        return switch (kind) {
            case PROMPT -> PromptAggregate.readFrom(first, in);
            case PAIR -> PromptPair.readFrom(first, second, in);
            case CELL -> CompatibilityCell.readFrom(first, second, in);
            case COUNTS -> ImageCounts.readFrom(in);
            case EXTREMES -> Extremes.readFrom(Extremes.End.valueOf(first), in);
            case RATINGS -> PromptRatings.readFrom(first, in);
        };
    }
}
