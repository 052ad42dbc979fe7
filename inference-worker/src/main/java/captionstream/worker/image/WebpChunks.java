package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Cuts a WebP down to the chunk of its first frame. What else it may hold is not needed (alpha, profiles, further
 * frames), and what its other headers say of its size need not be true.
 */
final class WebpChunks {
    private static final int RIFF = 0x46464952;
    private static final int WEBP = 0x50424557;
    private static final int LOSSY = 0x20385056;
    private static final int LOSSLESS = 0x4c385056;
    private static final int ANIMATION_FRAME = 0x464d4e41;
    private static final int FRAME_HEADER_LENGTH = 16;
    private static final int RIFF_HEADER_LENGTH = 12;

    private WebpChunks() {}

    static byte[] firstFrame(byte[] webp) {
        ByteBuffer in = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
        try {
            long announced = Integer.toUnsignedLong(in.getInt(4));
            if (announced > webp.length - 8) {
                throw endsEarly();
            }
            return alone(frame(in.position(RIFF_HEADER_LENGTH)));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw endsEarly();
        }
    }

    /** The first chunk that holds a picture, header included. */
    private static ByteBuffer frame(ByteBuffer in) {
        while (true) {
            int start = in.position();
            int type = in.getInt();
            int length = in.getInt();
            if (type == LOSSY || type == LOSSLESS) {
                return in.slice(start, Math.addExact(length, 8)).order(ByteOrder.LITTLE_ENDIAN);
            }
            if (length < 0 || length > in.remaining()) {
                throw endsEarly();
            }
            boolean holdsChunks = type == ANIMATION_FRAME;
            in.position(in.position() + (holdsChunks ? FRAME_HEADER_LENGTH : length + (length & 1)));
        }
    }

    private static byte[] alone(ByteBuffer chunk) {
        int length = chunk.limit() + (chunk.limit() & 1);
        return ByteBuffer.allocate(RIFF_HEADER_LENGTH + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(RIFF)
                .putInt(4 + length)
                .putInt(WEBP)
                .put(chunk)
                .array();
    }

    private static ImageRejected endsEarly() {
        return new ImageRejected(DeadLetterReason.CORRUPT_IMAGE, "damaged webp image: it ends early");
    }
}
