package captionstream.worker.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** TIFFs made by hand to do harm: one directory, after it one strip at byte {@value #STRIP}. */
final class ForgedTiff {
    static final int BITS_PER_SAMPLE = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int STRIP_OFFSETS = 273;
    static final int SAMPLES_PER_PIXEL = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_BYTES = 279;
    static final int STRIP = 400;

    private static final int LONG = 4;

    private final Map<Integer, int[]> entries = new TreeMap<>();
    private byte[] strip = new byte[16];
    private int nextDirectory;

    /** Of 8-bit grey, uncompressed. */
    ForgedTiff(int width, int height) {
        tag(256, width)
                .tag(257, height)
                .tag(BITS_PER_SAMPLE, 8)
                .tag(COMPRESSION, 1)
                .tag(PHOTOMETRIC, 1)
                .tag(STRIP_OFFSETS, STRIP)
                .tag(SAMPLES_PER_PIXEL, 1)
                .tag(ROWS_PER_STRIP, height)
                .tag(STRIP_BYTES, strip.length);
    }

    ForgedTiff tag(int tag, int value) {
        return tag(tag, LONG, 1, value);
    }

    ForgedTiff tag(int tag, int type, int count, int value) {
        entries.put(tag, new int[] {type, count, value});
        return this;
    }

    ForgedTiff without(int... tags) {
        Arrays.stream(tags).forEach(entries::remove);
        return this;
    }

    ForgedTiff strip(byte[] bytes) {
        strip = bytes;
        return tag(STRIP_BYTES, bytes.length);
    }

    ForgedTiff nextDirectory(int offset) {
        nextDirectory = offset;
        return this;
    }

    byte[] bytes() {
        ByteBuffer tiff = ByteBuffer.allocate(STRIP + strip.length).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) entries.size());
        entries.forEach((tag, entry) -> tiff.putShort((short) (int) tag)
                .putShort((short) entry[0])
                .putInt(entry[1])
                .putInt(entry[2]));
        return tiff.putInt(nextDirectory).position(STRIP).put(strip).array();
    }
}
