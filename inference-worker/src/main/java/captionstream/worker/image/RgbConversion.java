package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;

/**
 * Stored samples as 8-bit RGB, by the rules of Pillow's {@code convert("RGB")}: colour profiles and gamma are ignored,
 * alpha is dropped, palettes are looked up, CMYK is inverted naively, of 16 bits the upper 8 are kept. (Pillow clips
 * 16-bit grey at 255 instead, which turns such images white: not followed.)
 */
final class RgbConversion {
    private RgbConversion() {}

    /** @return an {@link InterleavedRgb} image */
    static BufferedImage toRgb(BufferedImage image) {
        if (InterleavedRgb.owns(image)) {
            return image;
        }
        BufferedImage rgb = InterleavedRgb.blank(image.getWidth(), image.getHeight());
        byte[] out = InterleavedRgb.samples(rgb);
        if (image.getColorModel() instanceof IndexColorModel palette) {
            fromPalette(image.getRaster(), palette, out);
        } else if (image.getColorModel() instanceof DirectColorModel) {
            fromPacked(image, out);
        } else {
            fromBands(image.getRaster(), image.getColorModel(), out);
        }
        return rgb;
    }

    private static void fromPalette(Raster raster, IndexColorModel palette, byte[] out) {
        int width = raster.getWidth();
        int[] row = new int[width];
        int[] colors = new int[palette.getMapSize()];
        palette.getRGBs(colors);
        for (int y = 0, o = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            for (int x = 0; x < width; x++, o += 3) {
                put(out, o, row[x] < colors.length ? colors[row[x]] : 0);
            }
        }
    }

    private static void fromPacked(BufferedImage image, byte[] out) {
        int width = image.getWidth();
        int[] row = new int[width];
        for (int y = 0, o = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++, o += 3) {
                put(out, o, row[x]);
            }
        }
    }

    private static void fromBands(Raster raster, ColorModel colors, byte[] out) {
        SampleModel samples = raster.getSampleModel();
        int shift = shiftToEightBits(samples);
        int bands = samples.getNumBands();
        int[] row = new int[raster.getWidth() * bands];
        boolean inks = colors != null && colors.getColorSpace().getType() == ColorSpace.TYPE_CMYK;
        for (int y = 0, o = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
            for (int i = 0; i < row.length; i += bands, o += 3) {
                put(out, o, inks ? cmyk(row, i, shift) : bands < 3 ? grey(row[i] >> shift) : rgb(row, i, shift));
            }
        }
    }

    private static int shiftToEightBits(SampleModel samples) {
        return switch (samples.getDataType()) {
            case DataBuffer.TYPE_BYTE -> 0;
            case DataBuffer.TYPE_USHORT -> 8;
            default ->
                throw new ImageRejected(
                        DeadLetterReason.UNKNOWN_IMAGE_FORMAT, "the image's samples are neither of 8 nor of 16 bits");
        };
    }

    private static int grey(int sample) {
        return sample * 0x010101;
    }

    private static int rgb(int[] row, int i, int shift) {
        return row[i] >> shift << 16 | row[i + 1] >> shift << 8 | row[i + 2] >> shift;
    }

    private static int cmyk(int[] row, int i, int shift) {
        return Cmyk.toRgb(row[i] >> shift, row[i + 1] >> shift, row[i + 2] >> shift, row[i + 3] >> shift);
    }

    private static void put(byte[] out, int offset, int rgb) {
        out[offset] = (byte) (rgb >> 16);
        out[offset + 1] = (byte) (rgb >> 8);
        out[offset + 2] = (byte) rgb;
    }
}
