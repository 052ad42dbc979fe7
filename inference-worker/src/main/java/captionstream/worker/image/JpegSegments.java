package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import captionstream.worker.image.JpegHeader.ColorCoding;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts a JPEG down to what its pixels need, and says plainly what they are. The JDK's reader takes colour profiles
 * apart, and gives up images where one of them is damaged, although nobody asked for it; and it guesses at colours
 * differently from libjpeg.
 */
final class JpegSegments {
    private static final byte[] ADOBE = {
        (byte) 0xff, (byte) JpegMarkers.APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0
    };

    private JpegSegments() {}

    static byte[] essential(byte[] jpeg, ColorCoding coding) {
        ByteBuffer in = ByteBuffer.wrap(jpeg).position(2);
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + ADOBE.length + 1).put(jpeg, 0, 2);
        out.put(ADOBE).put(transform(coding));
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

    /** As Adobe's segment numbers it. */
    private static byte transform(ColorCoding coding) {
        return switch (coding) {
            case GREY, RGB, CMYK -> 0;
            case YCC -> 1;
            case YCCK -> 2;
        };
    }

    private static boolean shapesPixels(int marker) {
        boolean application = marker >= JpegMarkers.APP0 && marker <= JpegMarkers.APP15;
        return !application && marker != JpegMarkers.COMMENT;
    }
}
