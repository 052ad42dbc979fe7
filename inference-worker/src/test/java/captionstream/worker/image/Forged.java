package captionstream.worker.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Images made by hand to do harm. */
final class Forged {
    /** Where the frame of {@link #gif} begins. */
    static final int GIF_FRAME = 19;

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

    /** A PNG of any kind of samples, with any chunks after its header. */
    static byte[] png(int width, int height, int depth, int colors, int interlace, byte[]... chunks) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer size = ByteBuffer.allocate(13).putInt(width).putInt(height);
        png.writeBytes(chunk(
                "IHDR",
                size.put(new byte[] {(byte) depth, (byte) colors, 0, 0, (byte) interlace})
                        .array()));
        for (byte[] chunk : chunks) {
            png.writeBytes(chunk);
        }
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
        return littleEndian(35)
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

    /** A GIF whose screen and only frame are of the given size, with the data of a single pixel. */
    static byte[] gifFrame(int width, int height) {
        byte[] gif = gif(width, height);
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(GIF_FRAME + 5, (short) width)
                .putShort(GIF_FRAME + 7, (short) height);
        return gif;
    }

    /** A GIF with a comment in pieces of 255 bytes before its only pixel. */
    static byte[] gifWithComment(int pieces) {
        byte[] gif = gif(1, 1);
        byte[] piece = new byte[256];
        piece[0] = (byte) 255;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(gif, 0, GIF_FRAME);
        out.writeBytes(new byte[] {0x21, (byte) 0xfe});
        for (int i = 0; i < pieces; i++) {
            out.writeBytes(piece);
        }
        out.write(0);
        out.write(gif, GIF_FRAME, gif.length - GIF_FRAME);
        return out.toByteArray();
    }

    /** A BMP header of 24 bits per pixel, and nothing after it. */
    static byte[] bmp(int width, int height) {
        return bmp(width, height, 0, new byte[0]);
    }

    /** A BMP whose header names any compression, and any bytes after it. */
    static byte[] bmp(int width, int height, int compression, byte[] content) {
        return littleEndian(54 + content.length)
                .put("BM".getBytes(StandardCharsets.US_ASCII))
                .putInt(54)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 24)
                .putInt(compression)
                .position(54)
                .put(content)
                .array();
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A chunk of a PNG whose header claims any length. */
    static byte[] claiming(String type, int length) {
        byte[] chunk = chunk(type, new byte[20]);
        return ByteBuffer.wrap(chunk).putInt(length).array();
    }

    /** With one bit turned over. */
    static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    /** With noise, always the same, instead of what follows. */
    static byte[] noiseAfter(byte[] bytes, int start) {
        byte[] changed = bytes.clone();
        byte[] noise = new byte[bytes.length - start];
        new Random(1).nextBytes(noise);
        System.arraycopy(noise, 0, changed, start, noise.length);
        return changed;
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
