package captionstream.worker.caption;

import java.util.List;

/**
 * How large a decoding batch may be.
 *
 * @param rows decoded together
 * @param longestStart columns of the longest prefix and prompt
 * @param capacity columns in the cache
 */
record BatchShape(int rows, int longestStart, int capacity) {
    /** Of one head's attention scores over all prompts at once, 16 MiB. */
    private static final int MAX_SCORES = 1 << 22;
    /** Of the cache over all rows: 1.2 GB of the 124M GPT-2. */
    private static final int MAX_CACHED_COLUMNS = 1 << 14;

    /** @param sequences all that will have a row in turn */
    static BatchShape of(List<Sequence> sequences, int prefixLength, int maxRows) {
        int longestStart = prefixLength
                + sequences.stream().mapToInt(s -> s.prompt().length).max().orElseThrow();
        int limit = sequences.stream().mapToInt(Sequence::limit).max().orElseThrow();
        // Where rows are given to later sequences, the cache is moved back to its front once in so many steps.
        int roomy = longestStart + 2 * limit;
        long bounded = Math.min(MAX_SCORES / ((long) longestStart * longestStart), MAX_CACHED_COLUMNS / roomy);
        int rows = (int) Math.max(1, Math.min(bounded, Math.min(maxRows, sequences.size())));
        return new BatchShape(rows, longestStart, rows < sequences.size() ? roomy : longestStart + limit);
    }
}
