package captionstream.cli.audit;

/**
 * A row for every offset of a partition that counts.
 *
 * @param first offset that is kept
 * @param end offset after the last that counts
 */
record Rows(long first, long end) {
    Rows {
        end = Math.max(first, end);
    }

    boolean has(long offset) {
        return offset >= first && offset < end;
    }

    int of(long offset) {
        return (int) (offset - first);
    }

    long offset(int row) {
        return first + row;
    }

    /** @throws ArithmeticException where there are more than 2³¹ offsets */
    int number() {
        return Math.toIntExact(end - first);
    }
}
