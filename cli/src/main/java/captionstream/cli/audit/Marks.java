package captionstream.cli.audit;

import java.util.Arrays;

/**
 * A set of marks for every row, two bytes each. For one thread.
 *
 * @param <E> at most 16 marks
 */
final class Marks<E extends Enum<E>> {
    private short[] bits = new short[0];

    void extend(int rows) {
        bits = Arrays.copyOf(bits, rows);
    }

    void add(int row, E mark) {
        bits[row] |= bit(mark);
    }

    /** Adds the first mark, or the second where the first is there already. */
    void add(int row, E once, E again) {
        add(row, has(row, once) ? again : once);
    }

    boolean has(int row, E mark) {
        return (bits[row] & bit(mark)) != 0;
    }

    boolean isEmpty(int row) {
        return bits[row] == 0;
    }

    private short bit(E mark) {
        return (short) (1 << mark.ordinal());
    }
}
