package captionstream.worker.checkpoint;

/** Element types of storages; a type that is no float may be there, but is never read. */
public enum StorageType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U8(1),
    BOOL(1);

    private final int size;

    StorageType(int size) {
        this.size = size;
    }

    /** Bytes of an element. */
    public int size() {
        return size;
    }

    public boolean isFloat() {
        return this == F32 || this == F16 || this == BF16;
    }
}
