package captionstream.worker.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Images made by hand to do harm. */
final class Forged {
    private Forged() {}

    /** A PNG of 8-bit grey with the given picture data, whatever size its header claims. */
    static byte[] png(int width, int height, byte[] imageData, byte[]... chunksBetween) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8);
        png.writeBytes(chunk("IHDR", header.array()));
        for (byte[] between : chunksBetween) {
            png.writeBytes(between);
        }
        png.writeBytes(chunk("IDAT", deflated(imageData)));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    static byte[] chunk(String type, byte[] body) {
        byte[] typed = ByteBuffer.allocate(4 + body.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(body)
                .array();
        CRC32 crc = new CRC32();
        crc.update(typed);
        return ByteBuffer.allocate(8 + typed.length)
                .putInt(body.length)
                .put(typed)
                .putInt((int) crc.getValue())
                .array();
    }

    static byte[] deflated(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9))) {
            deflater.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A GIF whose screen is of the given size and whose only frame is a single pixel. */
    static byte[] gif(int width, int height) {
        return littleEndian(64)
                .put("GIF89a".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) width)
                .putShort((short) height)
                .put(new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, -1, -1, -1}) // two colours: black, white
                .put((byte) 0x2c)
                .putInt(0)
                .putShort((short) 1)
                .putShort((short) 1)
                .put(new byte[] {0, 2, 2, 0x4c, 0x01, 0, 0x3b})
                .array();
    }

    /** A BMP header of 24 bits per pixel, and nothing after it. */
    static byte[] bmp(int width, int height) {
        return littleEndian(54)
                .put("BM".getBytes(StandardCharsets.US_ASCII))
                .putInt(54)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 24)
                .array();
    }

    /** A TIFF of one directory that claims a size, for one strip of no bytes. */
    static byte[] tiff(int width, int height) {
        int[][] entries = {{256, width}, {257, height}, {258, 8}, {259, 1}, {262, 1}, {273, 8}, {278, height}, {279, 0}
        };
        ByteBuffer tiff = littleEndian(200).put(new byte[] {'I', 'I', 42, 0}).putInt(8);
        tiff.putShort((short) entries.length);
        for (int[] entry : entries) {
            tiff.putShort((short) entry[0]).putShort((short) 4).putInt(1).putInt(entry[1]);
        }
        return tiff.array();
    }

    /** A lossless WebP whose frame is of the given size, at most 16,384 to a side. */
    static byte[] webp(int width, int height) {
        return littleEndian(26)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(18)
                .put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
                .putInt(6)
                .put((byte) 0x2f)
                .putInt(width - 1 | height - 1 << 14)
                .array();
    }

    /** The given JPEG with another size in its frame header. */
    static byte[] jpegClaiming(byte[] jpeg, int width, int height) {
        byte[] forged = jpeg.clone();
        for (int i = 2; i < forged.length; ) {
            int marker = forged[i + 1] & 0xff;
            if (marker >= 0xc0 && marker <= 0xc2) {
                ByteBuffer.wrap(forged).putShort(i + 5, (short) height).putShort(i + 7, (short) width);
                return forged;
            }
            i += 2 + Short.toUnsignedInt(ByteBuffer.wrap(forged).getShort(i + 2));
        }
        throw new IllegalArgumentException("no frame header");
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
