package captionstream.worker.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** WebPs made or mended by hand to do harm. */
final class ForgedWebp {
    private ForgedWebp() {}

    /** A lossless frame that claims the given size, at most 16,384 to a side, and nothing but zeros after its header. */
    static byte[] losslessChunk(int width, int height) {
        byte[] header = little(205)
                .put((byte) 0x2f)
                .putInt(width - 1 | height - 1 << 14)
                .array();
        return chunk("VP8L", header);
    }

    /** The frame of a plain lossy WebP, claiming another size. */
    static byte[] lossyChunk(byte[] webp, int width, int height) {
        byte[] chunk = frameOf(webp);
        ByteBuffer.wrap(chunk)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(14, (short) width)
                .putShort(16, (short) height);
        return chunk;
    }

    /** The chunk of a WebP that holds nothing else. */
    static byte[] frameOf(byte[] webp) {
        return Arrays.copyOfRange(webp, 12, webp.length);
    }

    static byte[] canvas(int width, int height) {
        return chunk(
                "VP8X",
                little(10)
                        .putInt(0)
                        .put(little24(width - 1))
                        .put(little24(height - 1))
                        .array());
    }

    static byte[] animationFrame(int width, int height, byte[] frame) {
        byte[] header = little(16)
                .putInt(0)
                .putShort((short) 0)
                .put(little24(width - 1))
                .put(little24(height - 1))
                .array();
        return chunk("ANMF", concatenated(header, frame));
    }

    static byte[] chunk(String type, byte[] body) {
        return announcing(type, body.length, body);
    }

    /** A chunk whose header claims any length. */
    static byte[] announcing(String type, int length, byte[] body) {
        return little(8 + body.length + (body.length & 1))
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .putInt(length)
                .put(body)
                .array();
    }

    static byte[] file(byte[]... chunks) {
        byte[] content = concatenated(chunks);
        byte[] header = little(12)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(4 + content.length)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                .array();
        return concatenated(header, content);
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] little24(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
