package captionstream.worker.checkpoint;

import java.util.List;

/**
 * A strided view of a storage, already checked: every element lies inside the storage, and there are not more
 * elements than the storage has, so that its size bounds what is allocated for the tensor.
 *
 * @param span elements from the first to the last that the view touches, both included
 */
record StoredTensor(Storage storage, long offset, long[] shape, long[] stride, int count, long span) {
    private static final int MAX_DIMENSIONS = 16;

    /** From the arguments of {@code torch._utils._rebuild_tensor_v2}. */
    static StoredTensor of(Object arguments) throws CheckpointException {
        List<Object> fields = Pickled.tuple(arguments, 6);
        Storage storage = Pickled.as(Storage.class, fields.get(0));
        long offset = Pickled.as(Long.class, fields.get(1));
        long[] shape = Pickled.longs(fields.get(2));
        long[] stride = Pickled.longs(fields.get(3));
        Pickled.as(Boolean.class, fields.get(4));
        requireNoHooks(fields.get(5));
        try {
            return checked(storage, offset, shape, stride);
        } catch (ArithmeticException e) {
            throw new CheckpointException("has a shape too large for any file");
        }
    }

    static void requireNoHooks(Object hooks) throws CheckpointException {
        if (!Pickled.as(Pickled.Dict.class, hooks).items().isEmpty()) {
            throw new CheckpointException("has hooks, which are code");
        }
    }

    /** Whether the elements lie in the order in which they are counted. */
    boolean isContiguous() {
        long expected = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            if (shape[i] != 1 && stride[i] != expected) {
                return false;
            }
            expected *= shape[i];
        }
        return true;
    }

    private static StoredTensor checked(Storage storage, long offset, long[] shape, long[] stride)
            throws CheckpointException {
        if (shape.length != stride.length || shape.length > MAX_DIMENSIONS || offset < 0) {
            throw new CheckpointException("has no valid shape");
        }
        long count = 1;
        long last = 0;
        boolean empty = false;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] < 0 || stride[i] < 0) {
                throw new CheckpointException("has a negative shape or stride");
            }
            empty |= shape[i] == 0;
            count = Math.multiplyExact(count, Math.max(1, shape[i]));
            last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[i] - 1), stride[i]));
        }
        count = empty ? 0 : count;
        long span = empty ? 0 : Math.addExact(last, 1);
        if (count > storage.elements() || Math.addExact(offset, span) > storage.elements()) {
            throw new CheckpointException("asks for more than the " + storage.elements() + " elements of its storage");
        }
        return new StoredTensor(storage, offset, shape, stride, Math.toIntExact(count), span);
    }
}
