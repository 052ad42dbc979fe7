package captionstream.worker.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of values that a pickle can build, besides strings, longs, booleans, globals, storages and tensors. */
final class Pickled {
    private static final int MAX_DEPTH = 8;

    private Pickled() {}

    enum None {
        NONE
    }

    /** Never compared or printed: both would follow whatever nesting the pickle has. */
    static final class Tuple {
        private final List<Object> items;
        private final int depth;

        Tuple(List<Object> items) throws CheckpointException {
            this.items = List.copyOf(items);
            int deepest = 0;
            for (Object item : items) {
                deepest = item instanceof Tuple tuple ? Math.max(deepest, tuple.depth) : deepest;
            }
            depth = deepest + 1;
            if (depth > MAX_DEPTH) {
                throw new CheckpointException("nests tuples more than " + MAX_DEPTH + " deep");
            }
        }
    }

    static final class Dict {
        private final Map<String, Object> items = new LinkedHashMap<>();

        void put(Object key, Object value) throws CheckpointException {
            if (items.put(as(String.class, key), value) != null) {
                throw new CheckpointException("has the key " + key + " twice");
            }
        }

        Map<String, Object> items() {
            return items;
        }
    }

    static <T> T as(Class<T> type, Object value) throws CheckpointException {
        if (!type.isInstance(value)) {
            throw new CheckpointException(
                    "has a " + value.getClass().getSimpleName() + " where a " + type.getSimpleName() + " belongs");
        }
        return type.cast(value);
    }

    static List<Object> tuple(Object value, int size) throws CheckpointException {
        List<Object> items = as(Tuple.class, value).items;
        if (items.size() != size) {
            throw new CheckpointException("has a tuple of " + items.size() + " where one of " + size + " belongs");
        }
        return items;
    }

    static long[] longs(Object value) throws CheckpointException {
        List<Long> numbers = new ArrayList<>();
        for (Object item : as(Tuple.class, value).items) {
            numbers.add(as(Long.class, item));
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}
