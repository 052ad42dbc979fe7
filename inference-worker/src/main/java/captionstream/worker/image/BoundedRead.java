package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.io.IOException;
import java.io.InputStream;

/** Reads to the end of a stream, but never more than allowed. */
final class BoundedRead {
    private BoundedRead() {}

    static byte[] all(InputStream in, int maxBytes) throws IOException {
        byte[] bytes = in.readNBytes(maxBytes);
        if (bytes.length == maxBytes && in.read() >= 0) {
            throw tooLarge(maxBytes);
        }
        return bytes;
    }

    static ImageRejected tooLarge(int maxBytes) {
        return new ImageRejected(
                DeadLetterReason.IMAGE_TOO_LARGE, "the image has more than the allowed " + maxBytes + " bytes");
    }
}
