package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What of a JPEG's header decides how its samples become colours, and which way up. */
record JpegHeader(ColorCoding colorCoding, Orientation orientation) {
    enum ColorCoding {
        GREY,
        RGB,
        YCC,
        CMYK,
        YCCK
    }

    private static final int PROGRESSIVE = 0xc2;
    private static final int NO_TRANSFORM_SEEN = -1;

    static JpegHeader parse(byte[] bytes) {
        try {
            return new Parser().parse(ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new ImageRejected(DeadLetterReason.CORRUPT_IMAGE, "damaged jpeg image: its header ends early", e);
        }
    }

    private static final class Parser {
        private boolean jfif;
        private int adobeTransform = NO_TRANSFORM_SEEN;
        private byte[] componentIds = {};
        private Orientation orientation = Orientation.UPRIGHT;

        JpegHeader parse(ByteBuffer jpeg) {
            jpeg.position(2);
            int marker = 0;
            while (marker != JpegMarkers.START_OF_SCAN) {
                marker = JpegMarkers.next(jpeg);
                readSegment(marker, JpegMarkers.segment(marker, jpeg));
            }
            return new JpegHeader(colorCoding(), orientation);
        }

        private void readSegment(int marker, ByteBuffer segment) {
            if (marker == JpegMarkers.APP0) {
                jfif |= startsWith(segment, "JFIF\0") && segment.limit() >= 14;
            } else if (marker == JpegMarkers.APP1 && startsWith(segment, "Exif\0\0")) {
                orientation = ExifOrientation.of(segment.slice(6, segment.limit() - 6));
            } else if (marker == JpegMarkers.APP14 && startsWith(segment, "Adobe") && segment.limit() >= 12) {
                adobeTransform = segment.get(11);
            } else if (isFrame(marker)) {
                readFrame(marker, segment);
            }
        }

        private static boolean isFrame(int marker) {
            return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        }

        private void readFrame(int marker, ByteBuffer segment) {
            if (marker > PROGRESSIVE || segment.get(0) != 8) {
                throw new ImageRejected(
                        DeadLetterReason.UNKNOWN_IMAGE_FORMAT,
                        "of jpeg images, arithmetic, lossless and 12-bit ones are not read");
            }
            componentIds = new byte[segment.get(5)];
            for (int i = 0; i < componentIds.length; i++) {
                componentIds[i] = segment.get(6 + 3 * i);
            }
        }

        private static boolean startsWith(ByteBuffer segment, String text) {
            ByteBuffer expected = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            int length = expected.limit();
            return segment.limit() >= length && segment.slice(0, length).equals(expected);
        }

        /** The rules of libjpeg's {@code default_decompress_parms}. */
        private ColorCoding colorCoding() {
            return switch (componentIds.length) {
                case 1 -> ColorCoding.GREY;
                case 3 -> isRgb() ? ColorCoding.RGB : ColorCoding.YCC;
                case 4 -> adobeTransform <= 0 ? ColorCoding.CMYK : ColorCoding.YCCK;
                default ->
                    throw new ImageRejected(
                            DeadLetterReason.UNKNOWN_IMAGE_FORMAT,
                            "a jpeg image of " + componentIds.length + " colour components cannot be read");
            };
        }

        private boolean isRgb() {
            if (jfif) {
                return false;
            }
            return adobeTransform == NO_TRANSFORM_SEEN
                    ? new String(componentIds, StandardCharsets.ISO_8859_1).equals("RGB")
                    : adobeTransform == 0;
        }
    }
}
