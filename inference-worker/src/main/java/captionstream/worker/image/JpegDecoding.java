package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import captionstream.worker.image.JpegHeader.ColorCoding;
import java.awt.Dimension;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageReader;

/** Reads a JPEG's samples as stored and converts them as libjpeg does, so that embedded profiles change nothing. */
record JpegDecoding(byte[] essential, JpegHeader header) implements Decoding {
    private static final ComponentColorModel RGB = new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, ComponentColorModel.OPAQUE, DataBuffer.TYPE_BYTE);

    @Override
    public BufferedImage read(ImageReader reader, Dimension size) throws IOException {
        AtomicBoolean incomplete = new AtomicBoolean();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (meansMissingPixels(warning)) {
                incomplete.set(true);
            }
        });
        Raster raster = reader.readRaster(0, null);
        if (incomplete.get()) {
            throw new ImageRejected(DeadLetterReason.CORRUPT_IMAGE, "damaged jpeg image: pixels are missing");
        }
        return header.orientation().upright(toRgb(raster, header.colorCoding()));
    }

    /** libjpeg fills what is missing with grey and only warns; its other warnings are harmless. */
    private static boolean meansMissingPixels(String warning) {
        return warning.contains("Premature end")
                || warning.contains("premature end")
                || warning.contains("Truncated")
                || warning.contains("bad Huffman");
    }

    private static BufferedImage toRgb(Raster raster, ColorCoding coding) {
        byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
        int width = raster.getWidth();
        int height = raster.getHeight();
        return switch (coding) {
            case GREY -> image(greyToBgr(samples), width, height);
            case RGB -> image(rgbToBgr(samples), width, height);
            case YCC -> image(YccConversion.toBgr(samples), width, height);
            case CMYK -> image(invertedCmykToBgr(samples), width, height);
            case YCCK -> image(invertedCmykToBgr(YccConversion.toCmyk(samples)), width, height);
        };
    }

    private static byte[] greyToBgr(byte[] grey) {
        byte[] bgr = new byte[grey.length * 3];
        for (int i = 0, o = 0; i < grey.length; i++, o += 3) {
            bgr[o] = grey[i];
            bgr[o + 1] = grey[i];
            bgr[o + 2] = grey[i];
        }
        return bgr;
    }

    private static byte[] rgbToBgr(byte[] samples) {
        for (int i = 0; i < samples.length; i += 3) {
            byte red = samples[i];
            samples[i] = samples[i + 2];
            samples[i + 2] = red;
        }
        return samples;
    }

    /** JPEGs of four inks hold them inverted, by Adobe's custom, as Pillow too assumes. */
    private static byte[] invertedCmykToBgr(byte[] inks) {
        byte[] bgr = new byte[inks.length / 4 * 3];
        for (int i = 0, o = 0; i < inks.length; i += 4, o += 3) {
            int rgb = Cmyk.toRgb(~inks[i] & 0xff, ~inks[i + 1] & 0xff, ~inks[i + 2] & 0xff, ~inks[i + 3] & 0xff);
            bgr[o] = (byte) rgb;
            bgr[o + 1] = (byte) (rgb >> 8);
            bgr[o + 2] = (byte) (rgb >> 16);
        }
        return bgr;
    }

    private static BufferedImage image(byte[] bgr, int width, int height) {
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(bgr, bgr.length), width, height, width * 3, 3, new int[] {2, 1, 0}, null);
        return new BufferedImage(RGB, raster, false, null);
    }
}
