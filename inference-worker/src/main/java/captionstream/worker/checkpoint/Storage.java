package captionstream.worker.checkpoint;

import java.util.List;

/**
 * The bytes that tensors are views of.
 *
 * @param key the zip entry is {@code data/KEY}
 */
record Storage(StorageType type, String key, long elements) {
    private static final int MAX_KEY = 100;

    Storage {
        if (key.length() > MAX_KEY || elements < 0 || elements > Long.MAX_VALUE / type.size()) {
            throw new IllegalArgumentException("has a storage of " + elements + " elements");
        }
    }

    /** From a persistent id: {@code ("storage", type, key, device, elements)}. */
    static Storage of(Object id) throws CheckpointException {
        List<Object> fields = Pickled.tuple(id, 5);
        if (!fields.get(0).equals("storage")) {
            throw new CheckpointException("refers to something that is no storage");
        }
        StorageType type = Pickled.as(Global.class, fields.get(1)).storageType();
        return new Storage(type, Pickled.as(String.class, fields.get(2)), Pickled.as(Long.class, fields.get(4)));
    }

    long byteSize() {
        return elements * type.size();
    }
}
