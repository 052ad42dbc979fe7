package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Refuses BMPs that wrap an image of another format, which nobody would check. */
final class BmpHeader {
    private static final int HEADER_LENGTH_AT = 14;
    private static final int COMPRESSION_AT = 30;
    private static final int LENGTH_WITH_COMPRESSION = 40;
    private static final int JPEG_INSIDE = 4;
    private static final int PNG_INSIDE = 5;

    private BmpHeader() {}

    static byte[] checked(byte[] bmp) {
        ByteBuffer header = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN);
        if (bmp.length < COMPRESSION_AT + 4 || header.getInt(HEADER_LENGTH_AT) < LENGTH_WITH_COMPRESSION) {
            return bmp;
        }
        int compression = header.getInt(COMPRESSION_AT);
        if (compression == JPEG_INSIDE || compression == PNG_INSIDE) {
            throw new ImageRejected(
                    DeadLetterReason.UNKNOWN_IMAGE_FORMAT, "a bmp image around a jpeg or png image is not read");
        }
        return bmp;
    }
}
