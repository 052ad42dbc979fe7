package captionstream.topology.statistics;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes state compactly: zigzag variable-length integers, and strings and wide integers after their lengths. */
final class StateWriter {
    private static final int LONGEST_NUMBER = 10;

    /** The outcomes of an image with five prompts fit. */
    private static final int USUAL_SIZE = 2048;

    private byte[] bytes = new byte[USUAL_SIZE];
    private int size;

    StateWriter number(long value) {
        ensure(LONGEST_NUMBER);
        byte[] to = bytes;
        int at = size;
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            to[at++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        to[at++] = (byte) rest;
        size = at;
        return this;
    }

    StateWriter number(BigInteger value) {
        return bytes(value.toByteArray());
    }

    StateWriter optional(@Nullable Long value) {
        return value == null ? number(0) : number(1).number(value);
    }

    StateWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    StateWriter optional(@Nullable String value) {
        return value == null ? number(0) : number(1).text(value);
    }

    StateWriter flag(boolean value) {
        return number(value ? 1 : 0);
    }

    private StateWriter bytes(byte[] value) {
        number(value.length);
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
