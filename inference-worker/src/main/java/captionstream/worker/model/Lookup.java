package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;

/** Rows of a table by index; the result lives with the indices, not with the table. */
final class Lookup {
    private Lookup() {}

    static NDArray rows(NDArray table, NDArray indices) {
        return indices.getNDArrayInternal()
                .embedding(indices, table, SparseFormat.DENSE)
                .singletonOrThrow(); // [...] -> [..., D]
    }

    /** 0, 1, ... count − 1 as int64. */
    static NDArray positions(NDManager manager, long count) {
        return manager.arange(0, (int) count, 1, DataType.INT64);
    }
}
