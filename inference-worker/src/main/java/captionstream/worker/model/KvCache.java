package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Keys and values of the columns already decoded, written in place: for inference only. Columns are shared by all
 * rows of a batch and those in use are a window that moves on; which of them a row may see is the mask's business.
 */
public final class KvCache implements AutoCloseable {
    private final NDManager manager;
    private final int capacity;
    private final NDArray[] keys; // of [B, H, capacity, d]
    private final NDArray[] values;
    private int start;
    private int end;

    private KvCache(NDManager manager, int capacity, NDArray[] keys, NDArray[] values, int start, int end) {
        this.manager = manager;
        this.capacity = capacity;
        this.keys = keys;
        this.values = values;
        this.start = start;
        this.end = end;
    }

    static KvCache allocate(Gpt2Config config, DataType type, int rows, int capacity, NDManager parent) {
        NDManager manager = parent.newSubManager();
        Shape shape = new Shape(rows, config.heads(), capacity, config.width() / config.heads());
        NDArray[] keys = new NDArray[config.layers()];
        NDArray[] values = new NDArray[config.layers()];
        for (int layer = 0; layer < config.layers(); layer++) {
            keys[layer] = manager.zeros(shape, type);
            values[layer] = manager.zeros(shape, type);
        }
        return new KvCache(manager, capacity, keys, values, 0, 0);
    }

    /** Columns in use. */
    public int length() {
        return end - start;
    }

    /** A cache with only the given rows, in that order; this one is closed. */
    public KvCache keeping(int[] rows, NDManager parent) {
        NDManager target = parent.newSubManager();
        NDArray indices = target.create(rows);
        NDArray[] keptKeys = new NDArray[keys.length];
        NDArray[] keptValues = new NDArray[values.length];
        for (int layer = 0; layer < keys.length; layer++) {
            keptKeys[layer] = keys[layer].get(target, new NDIndex("{}", indices));
            keptValues[layer] = values[layer].get(target, new NDIndex("{}", indices));
        }
        close();
        return new KvCache(target, capacity, keptKeys, keptValues, start, end);
    }

    /**
     * Gives rows to others: what they held is wiped, lest a NaN of it reach through a mask, and their last columns
     * become those of {@code newcomers}, whose i-th row goes to {@code rows[i]}.
     */
    public void replace(int[] rows, KvCache newcomers) {
        try (NDManager copying = manager.newSubManager()) {
            for (int layer = 0; layer < keys.length; layer++) {
                replace(keys[layer], rows, newcomers.keys[layer], newcomers.length(), copying);
                replace(values[layer], rows, newcomers.values[layer], newcomers.length(), copying);
            }
        }
    }

    private void replace(NDArray mine, int[] rows, NDArray theirs, int columns, NDManager copying) {
        for (int i = 0; i < rows.length; i++) {
            if (columns < length()) {
                mine.set(columns(rows[i], start, end - columns), 0f);
            }
            mine.set(columns(rows[i], end - columns, end), theirs.get(copying, columns(i, 0, columns)));
        }
    }

    /** Forgets all but the last columns, and makes room for further ones where the end is reached. */
    public void keepLast(int columns) {
        start = end - columns;
        if (end == capacity) {
            for (int layer = 0; layer < keys.length; layer++) {
                moveToFront(keys[layer]);
                moveToFront(values[layer]);
            }
            start = 0;
            end = columns;
        }
    }

    private void moveToFront(NDArray array) {
        try (NDArray window = array.get(manager, columns(start, end));
                NDArray copy = window.duplicate()) {
            array.set(columns(0, end - start), copy);
        }
    }

    /** Stores {@code [B, H, T, d]} keys and values of a layer and returns views of all columns in use. */
    NDList append(int layer, NDArray key, NDArray value) {
        int newEnd = end + (int) key.getShape().get(2);
        NDIndex added = columns(end, newEnd);
        keys[layer].set(added, key);
        values[layer].set(added, value);
        NDIndex all = columns(start, newEnd);
        return new NDList(
                keys[layer].get(key.getManager(), all), values[layer].get(value.getManager(), all)); // [B, H, all, d]
    }

    /** To be called once all layers have appended their {@code columns} new columns, or to leave so many empty. */
    public void advance(int columns) {
        end += columns;
    }

    @Override
    public void close() {
        manager.close();
    }

    private static NDIndex columns(int from, int to) {
        return new NDIndex().addAllDim(2).addSliceDim(from, to);
    }

    private static NDIndex columns(int row, int from, int to) {
        return new NDIndex().addSliceDim(row, row + 1).addAllDim().addSliceDim(from, to);
    }
}
