package captionstream.worker.image;

import static captionstream.worker.image.PillowReference.largestDifference;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PillowConformanceTest {
    private final ImageDecoder decoder = new ImageDecoder();
    private final ClipPreprocessor preprocessor = PillowReference.samplesOf(PillowReference.CLIP_SIZE);

    @ParameterizedTest
    @MethodSource("captionstream.worker.image.PillowReference#all")
    void decodesAsPillowDoes(PillowReference reference) {
        BufferedImage image = decoder.decode(reference.bytes());

        assertThat(image.getWidth()).isEqualTo(reference.width());
        assertThat(image.getHeight()).isEqualTo(reference.height());
        assertThat(largestDifference(rgb(image), reference.decoded())).isLessThanOrEqualTo(reference.tolerance());
    }

    @ParameterizedTest
    @MethodSource("captionstream.worker.image.PillowReference#all")
    void resizesAndCropsExactlyAsPillowDoes(PillowReference reference) {
        float[] pixels = preprocessor.pixels(reference.decodedImage());

        assertThat(PillowReference.interleaved(pixels)).isEqualTo(reference.clipCrop());
    }

    private static byte[] rgb(BufferedImage image) {
        int[] samples = image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
        byte[] rgb = new byte[samples.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) samples[i];
        }
        return rgb;
    }
}
