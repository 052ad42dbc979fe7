package captionstream.worker.model;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One entry of a safetensors header, already checked: its bytes, {@code [begin, end)} after the header, lie inside
 * the file and are exactly as many as its type and shape say.
 */
record TensorEntry(String name, String type, Shape shape, long begin, long end) {
    private static final Map<String, Integer> TYPE_SIZES = Map.ofEntries(
            Map.entry("F64", 8),
            Map.entry("F32", 4),
            Map.entry("F16", 2),
            Map.entry("BF16", 2),
            Map.entry("I64", 8),
            Map.entry("I32", 4),
            Map.entry("I16", 2),
            Map.entry("I8", 1),
            Map.entry("U64", 8),
            Map.entry("U32", 4),
            Map.entry("U16", 2),
            Map.entry("U8", 1),
            Map.entry("BOOL", 1));
    private static final int MAX_DIMENSIONS = 16;
    private static final int MAX_NAME = 200;

    static TensorEntry parse(String file, String name, JsonNode entry, long dataSize) {
        if (name.length() > MAX_NAME) {
            throw broken(file, name.substring(0, MAX_NAME) + "...", "has a name of " + name.length() + " characters");
        }
        String type = entry.path("dtype").asText();
        Integer typeSize = TYPE_SIZES.get(type);
        if (typeSize == null) {
            throw broken(file, name, "has unknown dtype " + entry.path("dtype"));
        }
        long[] shape = numbers(file, name, entry.path("shape"), "shape");
        long[] offsets = numbers(file, name, entry.path("data_offsets"), "data_offsets");
        if (offsets.length != 2 || offsets[0] > offsets[1] || offsets[1] > dataSize) {
            throw broken(
                    file,
                    name,
                    "has data_offsets " + entry.path("data_offsets") + " outside the " + dataSize + " bytes of data");
        }
        if (offsets[1] - offsets[0] != byteSize(file, name, shape, typeSize)) {
            throw broken(
                    file, name, "has " + (offsets[1] - offsets[0]) + " bytes, which its shape and dtype do not give");
        }
        return new TensorEntry(name, type, new Shape(shape), offsets[0], offsets[1]);
    }

    boolean isFloat() {
        return type.equals("F32") || type.equals("F16") || type.equals("BF16");
    }

    private static long[] numbers(String file, String name, JsonNode array, String field) {
        if (!array.isArray() || array.size() > MAX_DIMENSIONS) {
            throw broken(file, name, "has no valid " + field);
        }
        long[] numbers = new long[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode number = array.get(i);
            if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
                throw broken(file, name, "has no valid " + field + ": " + number);
            }
            numbers[i] = number.asLong();
        }
        return numbers;
    }

    /** Dimensions of an empty tensor must multiply too: the engine multiplies them. */
    private static long byteSize(String file, String name, long[] shape, int typeSize) {
        long size = typeSize;
        boolean empty = false;
        try {
            for (long dimension : shape) {
                empty |= dimension == 0;
                size = Math.multiplyExact(size, Math.max(1, dimension));
            }
        } catch (ArithmeticException e) {
            throw broken(file, name, "has a shape too large for any file");
        }
        return empty ? 0 : size;
    }

    private static ModelFileException broken(String file, String name, String problem) {
        return new ModelFileException(file, "tensor " + name + " " + problem);
    }
}
