package captionstream.topology.statistics;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes state compactly: zigzag variable-length integers, and strings and wide integers after their lengths. */
final class StateWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    StateWriter number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
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
        out.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
