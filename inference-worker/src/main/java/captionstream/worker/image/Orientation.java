package captionstream.worker.image;

import java.awt.image.BufferedImage;

/** How an image is stored relative to how it is meant to be seen; in the order of EXIF's numbers, from 1. */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    FLIPPED(false, false, true),
    TRANSPOSED(true, false, false),
    TURNED_LEFT(true, false, true),
    TRANSVERSED(true, true, true),
    TURNED_RIGHT(true, true, false);

    private final boolean swapsAxes;
    private final boolean fromRight;
    private final boolean fromBottom;

    /** {@code fromRight} and {@code fromBottom} say where in the stored image reading begins. */
    Orientation(boolean swapsAxes, boolean fromRight, boolean fromBottom) {
        this.swapsAxes = swapsAxes;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    static Orientation ofExif(int number) {
        return number >= 1 && number <= 8 ? values()[number - 1] : UPRIGHT;
    }

    /** @param stored from {@link InterleavedRgb#blank} */
    BufferedImage upright(BufferedImage stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int width = stored.getWidth();
        int height = stored.getHeight();
        BufferedImage turned = InterleavedRgb.blank(swapsAxes ? height : width, swapsAxes ? width : height);
        int alongRow = fromRight ? -3 : 3;
        int alongColumn = fromBottom ? -3 * width : 3 * width;
        int start = (fromRight ? 3 * (width - 1) : 0) + (fromBottom ? 3 * width * (height - 1) : 0);
        copy(
                InterleavedRgb.samples(stored),
                start,
                swapsAxes ? alongColumn : alongRow,
                swapsAxes ? alongRow : alongColumn,
                InterleavedRgb.samples(turned),
                turned.getWidth());
        return turned;
    }

    private static void copy(byte[] from, int start, int stepRight, int stepDown, byte[] to, int width) {
        int target = 0;
        for (int line = start; target < to.length; line += stepDown) {
            int source = line;
            for (int x = 0; x < width; x++, source += stepRight, target += 3) {
                to[target] = from[source];
                to[target + 1] = from[source + 1];
                to[target + 2] = from[source + 2];
            }
        }
    }
}
