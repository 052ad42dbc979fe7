package captionstream.worker.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClipPreprocessorTest {
    private static final float[] CLIP_MEAN = {0.48145466f, 0.4578275f, 0.40821073f};
    private static final float[] CLIP_STD = {0.26862954f, 0.26130258f, 0.27577711f};

    static Stream<Arguments> digests() {
        return new String(PillowReference.resource("clip-digests.csv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> Arguments.of((Object[]) line.split(",")));
    }

    @ParameterizedTest
    @MethodSource("digests")
    void agreesWithPillowToTheBitAtEverySize(int width, int height, int size, String sha256) {
        ClipPreprocessor preprocessor = PillowReference.samplesOf(size);

        byte[] crop = PillowReference.interleaved(preprocessor.pixels(drawn(width, height)));

        assertThat(FetchedImage.of(crop).sha256()).isEqualTo(sha256);
    }

    /** Expected values from NumPy in single precision. */
    @Test
    void normalisesEachChannelByItsMeanAndDeviation() {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 2, 2, new int[] {0xc86400, 0xc86400, 0xc86400, 0xc86400}, 0, 2);

        float[] pixels = new ClipPreprocessor(new ImageSpec(1, CLIP_MEAN, CLIP_STD)).pixels(image);

        assertThat(pixels).containsExactly(0x1.209ec8p+0f, -0x1.015a1ap-2f, -0x1.7aefb0p+0f);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_3BYTE_BGR
            })
    void readsImagesOfEveryLayout(int type) {
        BufferedImage reference = drawn(40, 30);
        BufferedImage image = copied(reference, type);
        ClipPreprocessor preprocessor = PillowReference.samplesOf(16);

        assertThat(preprocessor.pixels(image)).isEqualTo(preprocessor.pixels(reference));
    }

    @Test
    void readsPartsOfLargerImages() {
        BufferedImage part = drawn(100, 80).getSubimage(20, 10, 40, 30);
        BufferedImage copy = copied(part, BufferedImage.TYPE_3BYTE_BGR);
        ClipPreprocessor preprocessor = PillowReference.samplesOf(16);

        assertThat(preprocessor.pixels(part)).isEqualTo(preprocessor.pixels(copy));
    }

    private static BufferedImage copied(BufferedImage image, int type) {
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), type);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                copy.setRGB(x, y, image.getRGB(x, y));
            }
        }
        return copy;
    }

    private static BufferedImage drawn(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int base = x * 7 + y * 13 + x * y % 251;
                image.setRGB(x, y, base % 256 << 16 | (base + 29) % 256 << 8 | (base + 58) % 256);
            }
        }
        return image;
    }
}
