package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Cuts a PNG down to what its pixels need. The JDK's reader inflates text and profile chunks of any size and checks no
 * checksums; this spares it the first and does the second.
 */
final class PngChunks {
    private static final int SIGNATURE_LENGTH = 8;
    private static final int HEADER = 0x49484452;
    private static final int END = 0x49454e44;
    private static final int ANCILLARY_BIT = 0x20000000;

    private PngChunks() {}

    static byte[] criticalOnly(byte[] png) {
        ByteBuffer in = ByteBuffer.wrap(png).position(SIGNATURE_LENGTH);
        ByteBuffer out = ByteBuffer.allocate(png.length).put(png, 0, SIGNATURE_LENGTH);
        try {
            int type = 0;
            while (type != END) {
                type = copyChunk(in, out);
            }
        } catch (BufferUnderflowException e) {
            throw corrupt("it ends early");
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static int copyChunk(ByteBuffer in, ByteBuffer out) {
        int start = in.position();
        int length = in.getInt();
        int type = in.getInt();
        if (length < 0 || length > in.remaining() - 4) {
            throw corrupt("it ends early");
        }
        ByteBuffer chunk = in.slice(start, length + 12);
        in.position(start + chunk.limit());
        if ((type == HEADER) != (start == SIGNATURE_LENGTH)) {
            throw corrupt("its header is missing or repeated");
        }
        if ((type & ANCILLARY_BIT) == 0) {
            checkChecksum(chunk, length);
            out.put(chunk.rewind());
        }
        return type;
    }

    private static void checkChecksum(ByteBuffer chunk, int length) {
        CRC32 crc = new CRC32();
        crc.update(chunk.slice(4, 4 + length));
        if ((int) crc.getValue() != chunk.getInt(8 + length)) {
            throw corrupt("a checksum is wrong");
        }
    }

    private static ImageRejected corrupt(String what) {
        return new ImageRejected(DeadLetterReason.CORRUPT_IMAGE, "damaged png image: " + what);
    }
}
