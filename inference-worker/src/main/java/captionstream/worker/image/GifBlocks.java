package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts a GIF down to its first frame. The JDK's reader joins comments piece by piece, each time copying what it has, so
 * that a few megabytes of them keep it busy for hours.
 */
final class GifBlocks {
    private static final int SIGNATURE_LENGTH = 6;
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int IMAGE = 0x2c;
    private static final byte TRAILER = 0x3b;

    private GifBlocks() {}

    static byte[] firstFrame(byte[] gif) {
        ByteBuffer in = ByteBuffer.wrap(gif).position(SIGNATURE_LENGTH);
        ByteBuffer out = ByteBuffer.allocate(gif.length + 1);
        try {
            skipDescriptor(in, 7, 4);
            out.put(gif, 0, in.position());
            int introducer = EXTENSION;
            while (introducer != IMAGE) {
                int start = in.position();
                introducer = Byte.toUnsignedInt(in.get());
                if (skipBlock(introducer, in)) {
                    out.put(gif, start, in.position() - start);
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw corrupt("it ends early");
        }
        out.put(TRAILER);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** @return whether the picture needs this block */
    private static boolean skipBlock(int introducer, ByteBuffer in) {
        if (introducer == IMAGE) {
            skipDescriptor(in, 9, 8);
            in.get(); // the least code size
            skipSubBlocks(in);
            return true;
        }
        if (introducer != EXTENSION) {
            throw corrupt("something stands where a block should begin");
        }
        int label = Byte.toUnsignedInt(in.get());
        skipSubBlocks(in);
        return label == GRAPHIC_CONTROL;
    }

    /** With the colour table that follows it, where its flags say so. */
    private static void skipDescriptor(ByteBuffer in, int length, int flagsAt) {
        int flags = in.get(in.position() + flagsAt);
        boolean hasColors = (flags & 0x80) != 0;
        skip(in, length + (hasColors ? 3 << (flags & 7) + 1 : 0));
    }

    private static void skipSubBlocks(ByteBuffer in) {
        for (int length = Byte.toUnsignedInt(in.get()); length > 0; length = Byte.toUnsignedInt(in.get())) {
            skip(in, length);
        }
    }

    private static void skip(ByteBuffer in, int bytes) {
        in.position(in.position() + bytes);
    }

    private static ImageRejected corrupt(String what) {
        return new ImageRejected(DeadLetterReason.CORRUPT_IMAGE, "damaged gif image: " + what);
    }
}
