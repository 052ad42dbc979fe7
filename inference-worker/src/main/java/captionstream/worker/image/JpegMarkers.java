package captionstream.worker.image;

import java.nio.ByteBuffer;

/** A walk over the segments before a JPEG's first scan. */
final class JpegMarkers {
    static final int APP0 = 0xe0;
    static final int APP1 = 0xe1;
    static final int APP14 = 0xee;
    static final int APP15 = 0xef;
    static final int COMMENT = 0xfe;
    static final int START_OF_SCAN = 0xda;

    private JpegMarkers() {}

    /** The next marker, after which the buffer stands. */
    static int next(ByteBuffer jpeg) {
        while (Byte.toUnsignedInt(jpeg.get()) != 0xff) {
            // bytes between segments are skipped, as libjpeg does
        }
        int marker;
        do {
            marker = Byte.toUnsignedInt(jpeg.get());
        } while (marker == 0xff);
        return marker;
    }

    /** What follows a marker, without its length; the buffer stands after it. */
    static ByteBuffer segment(int marker, ByteBuffer jpeg) {
        if (!hasSegment(marker)) {
            return ByteBuffer.allocate(0);
        }
        int length = Short.toUnsignedInt(jpeg.getShort()) - 2;
        ByteBuffer segment = jpeg.slice(jpeg.position(), length);
        jpeg.position(jpeg.position() + length);
        return segment;
    }

    private static boolean hasSegment(int marker) {
        return marker > 0x01 && (marker < 0xd0 || marker > 0xd9);
    }
}
