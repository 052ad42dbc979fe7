package captionstream.worker.train.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An image's embedding as it lies in the cache: the image's SHA-256, the numbers little-endian, and a CRC-32C of both.
 *
 * @param sha256 of the image file, 64 hexadecimal digits
 */
record EmbeddingRecord(String sha256, float[] values) {
    private static final int DIGEST = 32;
    private static final HexFormat HEX = HexFormat.of();

    static int size(int width) {
        return DIGEST + Float.BYTES * width + Integer.BYTES;
    }

    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(size(values.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(HEX.parseHex(sha256));
        bytes.asFloatBuffer().put(values);
        int checked = size(values.length) - Integer.BYTES;
        return bytes.putInt(checked, checksum(bytes.array(), checked)).array();
    }

    /** Null where the bytes are not what was once written. */
    static @Nullable EmbeddingRecord parse(byte[] bytes, int width) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int checked = size(width) - Integer.BYTES;
        if (buffer.getInt(checked) != checksum(bytes, checked)) {
            return null;
        }
        float[] values = new float[width];
        buffer.position(DIGEST)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return new EmbeddingRecord(HEX.formatHex(bytes, 0, DIGEST), values);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
