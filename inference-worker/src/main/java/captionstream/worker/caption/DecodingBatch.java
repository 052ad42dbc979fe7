package captionstream.worker.caption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.KvCache;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows being decoded and their cache. Its columns are {@code [prefix | padding, prompt | generated]}: prompts
 * are aligned at their ends, so that every step adds one column to all rows; the padding before a shorter prompt is
 * masked, and positions are counted without it.
 */
final class DecodingBatch implements AutoCloseable {
    private static final float MASKED = -1e9f;

    private final Gpt2 model;
    private final NDManager manager;
    private final NDArray prefixes;
    private final int prefixLength;
    private final int promptColumns;
    private List<Sequence> sequences;
    private KvCache cache;
    private NDArray mask; // [B, 1, 1, capacity]

    DecodingBatch(Gpt2 model, List<Sequence> sequences, NDArray prefixes, NDManager manager) {
        this.model = model;
        this.manager = manager;
        this.prefixes = prefixes;
        this.sequences = sequences;
        prefixLength = (int) prefixes.getShape().get(1);
        promptColumns =
                sequences.stream().mapToInt(s -> s.prompt().length).max().orElse(0);
        int limit = sequences.stream().mapToInt(Sequence::limit).max().orElse(1);
        int capacity = prefixLength + promptColumns + limit;
        cache = model.newCache(sequences.size(), capacity, manager);
        mask = paddingMask(capacity);
    }

    /** The sequence of each row; some may be finished already. */
    List<Sequence> sequences() {
        return sequences;
    }

    /** Runs prefixes and prompts; returns the hidden states {@code [B, D]} that the first tokens follow from. */
    NDArray start() {
        try (NDManager inner = manager.newSubManager()) {
            int rows = sequences.size();
            int columns = prefixLength + promptColumns;
            NDArray images =
                    inner.create(sequences.stream().mapToInt(Sequence::image).toArray());
            NDArray prefix = prefixes.get(inner, new NDIndex("{}", images)); // [B, k, D]
            NDArray inputs = promptColumns == 0
                    ? prefix
                    : prefix.concat(model.embed(inner.create(promptIds(), new Shape(rows, promptColumns))), 1);
            NDArray positions = inner.create(startPositions(), new Shape(rows, columns));
            NDArray visible = Gpt2.causalMask(inner, columns).add(columns(inner, columns)); // [B, 1, T, T]
            NDArray hidden = model.hidden(inputs, positions, visible, cache); // [B, T, D]
            NDArray flat = hidden.reshape(-1, hidden.getShape().get(2)); // [B * T, D]
            NDArray last = flat.get(new NDIndex("{}", inner.create(lastColumns(columns)))); // [B, D]
            last.attach(manager);
            return last;
        }
    }

    /** Runs the token that each row chose last; returns the next hidden states {@code [B, D]} on that manager. */
    NDArray step(NDManager step) {
        int rows = sequences.size();
        NDArray ids = step.create(sequences.stream().mapToLong(Sequence::lastId).toArray(), new Shape(rows, 1));
        NDArray positions = step.create(
                sequences.stream()
                        .mapToLong(s -> prefixLength + s.prompt().length + s.steps() - 1)
                        .toArray(),
                new Shape(rows, 1));
        NDArray visible = columns(step, cache.length() + 1); // [B, 1, 1, columns]
        return model.hidden(model.embed(ids), positions, visible, cache).squeeze(1); // [B, 1, D] -> [B, D]
    }

    /** Takes finished rows out once they are a quarter of the batch; false when every row is finished. */
    boolean dropFinished() {
        int[] unfinished = IntStream.range(0, sequences.size())
                .filter(row -> !sequences.get(row).isFinished())
                .toArray();
        if (unfinished.length > 0 && 4 * unfinished.length <= 3 * sequences.size()) {
            keep(unfinished);
        }
        return unfinished.length > 0;
    }

    private void keep(int[] rows) {
        cache = cache.keeping(rows, manager);
        try (NDArray old = mask;
                NDArray indices = manager.create(rows)) {
            mask = old.get(manager, new NDIndex("{}", indices));
        }
        sequences = IntStream.of(rows).mapToObj(sequences::get).toList();
    }

    @Override
    public void close() {
        cache.close();
        mask.close();
    }

    private NDArray columns(NDManager target, int count) {
        return mask.get(target, new NDIndex().addAllDim(3).addSliceDim(0, count));
    }

    private int padding(Sequence sequence) {
        return promptColumns - sequence.prompt().length;
    }

    private NDArray paddingMask(int capacity) {
        float[] values = new float[sequences.size() * capacity];
        for (int row = 0; row < sequences.size(); row++) {
            int start = row * capacity + prefixLength;
            Arrays.fill(values, start, start + padding(sequences.get(row)), MASKED);
        }
        return manager.create(values, new Shape(sequences.size(), 1, 1, capacity));
    }

    private long[] promptIds() {
        long[] ids = new long[sequences.size() * promptColumns];
        for (int row = 0; row < sequences.size(); row++) {
            long[] prompt = sequences.get(row).prompt();
            System.arraycopy(prompt, 0, ids, (row + 1) * promptColumns - prompt.length, prompt.length);
        }
        return ids;
    }

    private long[] startPositions() {
        int columns = prefixLength + promptColumns;
        long[] positions = new long[sequences.size() * columns];
        for (int row = 0; row < sequences.size(); row++) {
            int padding = padding(sequences.get(row));
            for (int column = 0; column < columns; column++) {
                boolean shifted = column >= prefixLength + padding;
                positions[row * columns + column] = shifted ? column - padding : Math.min(column, prefixLength);
            }
        }
        return positions;
    }

    /** Where each row's last input stands: the last column, or the end of the prefix where there is no prompt. */
    private long[] lastColumns(int columns) {
        long[] last = new long[sequences.size()];
        for (int row = 0; row < last.length; row++) {
            boolean noPrompt = sequences.get(row).prompt().length == 0;
            last[row] = (long) row * columns + (noPrompt ? prefixLength : columns) - 1;
        }
        return last;
    }
}
