package captionstream.worker.image;

import static captionstream.worker.image.PillowReference.largestDifference;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
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
        assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] rgb = new byte[bgr.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = bgr[i / 3 * 3 + 2 - i % 3];
        }
        return rgb;
    }
}
