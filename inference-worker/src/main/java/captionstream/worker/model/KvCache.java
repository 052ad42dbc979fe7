package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Keys and values of the columns already decoded, written in place: for inference only. Columns are shared by all
 * rows of a batch; which of them a row may see is the mask's business.
 */
public final class KvCache implements AutoCloseable {
    private final NDManager manager;
    private final int capacity;
    private final NDArray[] keys;
    private final NDArray[] values;
    private int length;

    private KvCache(NDManager manager, int capacity, NDArray[] keys, NDArray[] values, int length) {
        this.manager = manager;
        this.capacity = capacity;
        this.keys = keys;
        this.values = values;
        this.length = length;
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
        return new KvCache(manager, capacity, keys, values, 0);
    }

    /** Columns filled so far. */
    public int length() {
        return length;
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
        return new KvCache(target, capacity, keptKeys, keptValues, length);
    }

    /** Stores {@code [B, H, T, d]} keys and values of a layer and returns views of all its columns so far. */
    NDList append(int layer, NDArray key, NDArray value) {
        int end = length + (int) key.getShape().get(2);
        NDIndex added = columns(length, end);
        keys[layer].set(added, key);
        values[layer].set(added, value);
        NDIndex all = columns(0, end);
        return new NDList(
                keys[layer].get(key.getManager(), all), values[layer].get(value.getManager(), all)); // [B, H, end, d]
    }

    /** To be called once all layers have appended their {@code columns} new columns. */
    void advance(int columns) {
        length += columns;
    }

    @Override
    public void close() {
        manager.close();
    }

    private static NDIndex columns(int from, int to) {
        return new NDIndex().addAllDim(2).addSliceDim(from, to);
    }
}
