package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.time.Duration;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of an image, for a reader that must be done with them in time: whatever a decoder is busy with, it comes
 * back here for more.
 */
final class TimedImageInput extends ImageInputStreamImpl {
    private static final int READS_BETWEEN_LOOKS = 1 << 10;

    private final byte[] bytes;
    private final Duration limit;
    private Deadline deadline;
    private int reads;

    TimedImageInput(byte[] bytes, Duration limit) {
        this.bytes = bytes;
        this.limit = limit;
        this.deadline = Deadline.after(limit);
    }

    /** Begins the time anew, after waiting for what others had. */
    void restartClock() {
        deadline = Deadline.after(limit);
    }

    @Override
    public int read() {
        if (++reads % READS_BETWEEN_LOOKS == 0) {
            lookAtClock();
        }
        bitOffset = 0;
        return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        lookAtClock();
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        if (count <= 0) {
            return -1;
        }
        System.arraycopy(bytes, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    private void lookAtClock() {
        if (deadline.hasPassed()) {
            throw new ImageRejected(
                    DeadLetterReason.DECODE_TIMEOUT,
                    "decoding the image takes longer than the allowed " + limit.toMillis() + " ms");
        }
    }
}
