package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** Reads a JPEG, turned the way it is meant to be seen, with the colours that libjpeg makes of its samples. */
record JpegDecoding(byte[] essential, JpegHeader header) implements Decoding {
    static JpegDecoding of(byte[] jpeg) {
        JpegHeader header = JpegHeader.parse(jpeg);
        return new JpegDecoding(JpegSegments.essential(jpeg, header.colorCoding()), header);
    }

    @Override
    public BufferedImage read(ImageReader reader, Dimension size) throws IOException {
        AtomicBoolean incomplete = new AtomicBoolean();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (meansMissingPixels(warning)) {
                incomplete.set(true);
            }
        });
        BufferedImage image = InterleavedRgb.blank(size.width, size.height);
        switch (header.colorCoding()) {
            case GREY -> spread(samples(reader), InterleavedRgb.samples(image));
            case RGB, YCC -> readInto(image, reader);
            case CMYK -> absorb(samples(reader), InterleavedRgb.samples(image));
            case YCCK -> absorb(YccConversion.toCmyk(samples(reader)), InterleavedRgb.samples(image));
        }
        if (incomplete.get()) {
            throw new ImageRejected(DeadLetterReason.CORRUPT_IMAGE, "damaged jpeg image: pixels are missing");
        }
        return header.orientation().upright(image);
    }

    /** libjpeg fills what is missing with grey and only warns; its other warnings are harmless. */
    private static boolean meansMissingPixels(String warning) {
        return warning.contains("Premature end")
                || warning.contains("premature end")
                || warning.contains("Truncated")
                || warning.contains("bad Huffman");
    }

    private static void readInto(BufferedImage image, ImageReader reader) throws IOException {
        ImageReadParam target = reader.getDefaultReadParam();
        target.setDestination(image);
        reader.read(0, target);
    }

    private static byte[] samples(ImageReader reader) throws IOException {
        Raster raster = reader.readRaster(0, null);
        return ((DataBufferByte) raster.getDataBuffer()).getData();
    }

    private static void spread(byte[] grey, byte[] rgb) {
        for (int i = 0, o = 0; i < grey.length; i++, o += 3) {
            rgb[o] = grey[i];
            rgb[o + 1] = grey[i];
            rgb[o + 2] = grey[i];
        }
    }

    /** JPEGs of four inks hold them inverted, by Adobe's custom, as Pillow too assumes. */
    private static void absorb(byte[] inks, byte[] rgb) {
        for (int i = 0, o = 0; i < inks.length; i += 4, o += 3) {
            int color = Cmyk.toRgb(~inks[i] & 0xff, ~inks[i + 1] & 0xff, ~inks[i + 2] & 0xff, ~inks[i + 3] & 0xff);
            rgb[o] = (byte) (color >> 16);
            rgb[o + 1] = (byte) (color >> 8);
            rgb[o + 2] = (byte) color;
        }
    }
}
