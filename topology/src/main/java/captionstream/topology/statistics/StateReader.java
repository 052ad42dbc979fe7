package captionstream.topology.statistics;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StateWriter} wrote. */
final class StateReader {
    private final ByteBuffer in;

    StateReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    void expectFormat(byte format) {
        long found = number();
        if (found != format) {
            throw new IllegalStateException(
                    "State is of format " + found + ", and this release reads format " + format);
        }
    }

    long number() {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            value |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return (value >>> 1) ^ -(value & 1);
    }

    BigInteger bigNumber() {
        return new BigInteger(bytes());
    }

    @Nullable
    Long optionalNumber() {
        return flag() ? number() : null;
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    @Nullable
    String optionalText() {
        return flag() ? text() : null;
    }

    boolean flag() {
        return number() != 0;
    }

    /** The length of something that is still to be read. */
    int size() {
        long size = number();
        if (size < 0 || size > in.remaining()) {
            throw new IllegalStateException(
                    "State is damaged: a length of " + size + " where " + in.remaining() + " bytes are left");
        }
        return (int) size;
    }

    private byte[] bytes() {
        byte[] value = new byte[size()];
        in.get(value);
        return value;
    }
}
