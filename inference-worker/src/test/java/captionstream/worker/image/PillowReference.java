package captionstream.worker.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** A picture and what Pillow makes of it; written by {@code make-references.py} beside the pictures. */
record PillowReference(String file, int width, int height, int tolerance) {
    static final int CLIP_SIZE = 32;

    static Stream<PillowReference> all() {
        return new String(resource("references.csv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> new PillowReference(
                        cells[0], Integer.parseInt(cells[1]), Integer.parseInt(cells[2]), Integer.parseInt(cells[3])));
    }

    byte[] bytes() {
        return resource(file);
    }

    /** {@code [height, width, 3]} */
    byte[] decoded() {
        return Arrays.copyOf(resource(file + ".expected"), width * height * 3);
    }

    /** {@code [32, 32, 3]} */
    byte[] clipCrop() {
        byte[] expected = resource(file + ".expected");
        return Arrays.copyOfRange(expected, width * height * 3, expected.length);
    }

    BufferedImage decodedImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] rgb = decoded();
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < rgb.length; i++) {
            bgr[i / 3 * 3 + 2 - i % 3] = rgb[i];
        }
        return image;
    }

    @Override
    public String toString() {
        return file;
    }

    static byte[] resource(String name) {
        try (InputStream in = PillowReference.class.getResourceAsStream("/images/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int largestDifference(byte[] actual, byte[] expected) {
        int largest = actual.length == expected.length ? 0 : Integer.MAX_VALUE;
        for (int i = 0; i < Math.min(actual.length, expected.length); i++) {
            largest = Math.max(largest, Math.abs((actual[i] & 0xff) - (expected[i] & 0xff)));
        }
        return largest;
    }

    /** A preprocessor that leaves the samples as they are: 0 to 255. */
    static ClipPreprocessor samplesOf(int size) {
        float scale = 1 / 255f;
        return new ClipPreprocessor(new ImageSpec(size, new float[3], new float[] {scale, scale, scale}));
    }

    /** From {@code [3, size, size]} to {@code [size, size, 3]}. */
    static byte[] interleaved(float[] planes) {
        int plane = planes.length / 3;
        byte[] samples = new byte[planes.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) Math.round(planes[i % 3 * plane + i / 3]);
        }
        return samples;
    }
}
