package captionstream.worker.checkpoint;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The only names that a pickle may mention. None of them stands for code here. */
enum Global {
    ORDERED_DICT("collections OrderedDict", null),
    REBUILD_TENSOR("torch._utils _rebuild_tensor_v2", null),
    REBUILD_PARAMETER("torch._utils _rebuild_parameter", null),
    DOUBLE_STORAGE("torch DoubleStorage", StorageType.F64),
    FLOAT_STORAGE("torch FloatStorage", StorageType.F32),
    HALF_STORAGE("torch HalfStorage", StorageType.F16),
    BFLOAT16_STORAGE("torch BFloat16Storage", StorageType.BF16),
    LONG_STORAGE("torch LongStorage", StorageType.I64),
    INT_STORAGE("torch IntStorage", StorageType.I32),
    SHORT_STORAGE("torch ShortStorage", StorageType.I16),
    CHAR_STORAGE("torch CharStorage", StorageType.I8),
    BYTE_STORAGE("torch ByteStorage", StorageType.U8),
    BOOL_STORAGE("torch BoolStorage", StorageType.BOOL);

    private final String name;
    private final @Nullable StorageType storageType;

    Global(String name, @Nullable StorageType storageType) {
        this.name = name;
        this.storageType = storageType;
    }

    static Global named(String module, String member) throws CheckpointException {
        String name = module + " " + member;
        return Arrays.stream(values())
                .filter(global -> global.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new CheckpointException(
                        "asks for " + module + "." + member + ", which no state dictionary needs"));
    }

    StorageType storageType() throws CheckpointException {
        if (storageType == null) {
            throw new CheckpointException("has " + name + " where a storage type belongs");
        }
        return storageType;
    }
}
