package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Refuses TIFFs that would take memory beyond what width and height say: wide samples, many of them, giant tiles. */
final class TiffDirectory {
    private static final int ENTRY_SIZE = 12;
    private static final int BITS_PER_SAMPLE = 258;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_LENGTH = 323;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    /** Four inks and alpha. */
    private static final int MOST_SAMPLES = 5;

    private static final int MOST_BITS = 16;

    private final ByteBuffer tiff;
    private long tileWidth;
    private long tileLength;

    private TiffDirectory(ByteBuffer tiff) {
        this.tiff = tiff;
    }

    static byte[] checked(byte[] tiff, DecodeLimits limits) {
        ByteOrder order = tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        try {
            new TiffDirectory(ByteBuffer.wrap(tiff).order(order)).check(limits);
        } catch (IndexOutOfBoundsException e) {
            throw corrupt("it ends early");
        }
        return tiff;
    }

    private void check(DecodeLimits limits) {
        int directory = tiff.getInt(4);
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int entry = directory + 2, i = 0; i < entries; i++, entry += ENTRY_SIZE) {
            checkEntry(entry);
        }
        if (tileWidth > 0 && tileLength > 0) {
            limits.check(tileWidth, tileLength);
        }
    }

    private void checkEntry(int entry) {
        switch (Short.toUnsignedInt(tiff.getShort(entry))) {
            case SAMPLES_PER_PIXEL -> atMost(MOST_SAMPLES, single(entry), "samples to a pixel");
            case BITS_PER_SAMPLE -> checkBits(entry);
            case TILE_WIDTH -> tileWidth = Math.max(tileWidth, single(entry));
            case TILE_LENGTH -> tileLength = Math.max(tileLength, single(entry));
            default -> {} // costs no memory of its own
        }
    }

    private void checkBits(int entry) {
        int count = tiff.getInt(entry + 4);
        atMost(MOST_SAMPLES, count, "samples to a pixel");
        boolean inline = count * size(entry) <= 4;
        int values = inline ? entry + 8 : tiff.getInt(entry + 8);
        for (int i = 0; i < count; i++) {
            atMost(MOST_BITS, value(entry, values + i * size(entry)), "bits to a sample");
        }
    }

    private long single(int entry) {
        if (tiff.getInt(entry + 4) != 1) {
            throw corrupt("it has several values where there must be one");
        }
        return value(entry, entry + 8);
    }

    private int size(int entry) {
        return switch (tiff.getShort(entry + 2)) {
            case BYTE -> 1;
            case SHORT -> 2;
            case LONG -> 4;
            default -> throw corrupt("it has no whole number where there must be one");
        };
    }

    private long value(int entry, int at) {
        return switch (size(entry)) {
            case 1 -> Byte.toUnsignedLong(tiff.get(at));
            case 2 -> Short.toUnsignedLong(tiff.getShort(at));
            default -> Integer.toUnsignedLong(tiff.getInt(at));
        };
    }

    private static void atMost(int most, long value, String what) {
        if (value < 0 || value > most) {
            throw new ImageRejected(
                    DeadLetterReason.UNKNOWN_IMAGE_FORMAT,
                    "a tiff image of " + value + " " + what + " cannot be read; at most " + most + " can");
        }
    }

    private static ImageRejected corrupt(String what) {
        return new ImageRejected(DeadLetterReason.CORRUPT_IMAGE, "damaged tiff image: " + what);
    }
}
