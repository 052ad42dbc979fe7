package captionstream.worker.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/** Images whose samples lie in one array, pixel by pixel, three bytes each: red first, or blue first. */
final class InterleavedRgb {
    private static final int[] RED_FIRST = {0, 1, 2};
    private static final int[] BLUE_FIRST = {2, 1, 0};
    private static final ComponentColorModel COLORS = new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, ComponentColorModel.OPAQUE, DataBuffer.TYPE_BYTE);

    private InterleavedRgb() {}

    /** A black image, red first: readers of JPEGs fill it row by row, without touching single samples. */
    static BufferedImage blank(int width, int height) {
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 3 * width, 3, RED_FIRST, null);
        return new BufferedImage(COLORS, raster, false, null);
    }

    /** The samples of an image that {@link #owns} its array. */
    static byte[] samples(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    /** Whether the image is of this kind, and is all that its array holds. */
    static boolean owns(BufferedImage image) {
        Raster raster = image.getRaster();
        return image.getColorModel().getColorSpace().isCS_sRGB()
                && raster.getParent() == null
                && raster.getDataBuffer() instanceof DataBufferByte buffer
                && buffer.getOffset() == 0
                && buffer.getSize() == image.getWidth() * image.getHeight() * 3
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
                && (isOrdered(model, RED_FIRST) || isOrdered(model, BLUE_FIRST));
    }

    static boolean isRedFirst(BufferedImage image) {
        return isOrdered((PixelInterleavedSampleModel) image.getRaster().getSampleModel(), RED_FIRST);
    }

    private static boolean isOrdered(PixelInterleavedSampleModel model, int[] order) {
        return Arrays.equals(model.getBandOffsets(), order);
    }
}
