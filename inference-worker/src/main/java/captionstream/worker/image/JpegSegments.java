package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts a JPEG down to what its pixels need. The JDK's reader takes colour profiles apart, and gives up images where one
 * of them is damaged, although nobody asked for it.
 */
final class JpegSegments {
    private JpegSegments() {}

    static byte[] essential(byte[] jpeg) {
        ByteBuffer in = ByteBuffer.wrap(jpeg).position(2);
        ByteBuffer out = ByteBuffer.allocate(jpeg.length).put(jpeg, 0, 2);
        try {
            int marker = 0;
            while (marker != JpegMarkers.START_OF_SCAN) {
                marker = JpegMarkers.next(in);
                int start = in.position() - 2;
                JpegMarkers.segment(marker, in);
                if (shapesPixels(marker)) {
                    out.put(jpeg, start, in.position() - start);
                }
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new ImageRejected(DeadLetterReason.CORRUPT_IMAGE, "damaged jpeg image: its header ends early", e);
        }
        return Arrays.copyOf(out.put(in).array(), out.position());
    }

    private static boolean shapesPixels(int marker) {
        boolean application = marker >= JpegMarkers.APP0 && marker <= JpegMarkers.APP15;
        return application ? marker == JpegMarkers.APP0 || marker == JpegMarkers.APP14 : marker != JpegMarkers.COMMENT;
    }
}
