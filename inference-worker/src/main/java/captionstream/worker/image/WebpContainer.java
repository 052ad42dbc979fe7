package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds WebP files that end early, which their decoder does not notice. */
final class WebpContainer {
    private static final int SIZE_OFFSET = 4;
    private static final int HEADER_LENGTH = 8;

    private WebpContainer() {}

    static byte[] complete(byte[] webp) {
        long announced = Integer.toUnsignedLong(
                ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).getInt(SIZE_OFFSET));
        if (announced + HEADER_LENGTH > webp.length) {
            throw new ImageRejected(DeadLetterReason.CORRUPT_IMAGE, "damaged webp image: it ends early");
        }
        return webp;
    }
}
