package captionstream.worker.train.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.worker.image.ImageSpec;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {
    private static final int OPAQUE_RED = 0xFFFF0000;
    private final ImageSpec spec = new ImageSpec(16, new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.5f, 0.5f, 0.5f});
    private final Augmentation augmentation = new Augmentation(spec);

    private static Picture plain(int argb) {
        int[] pixels = new int[Picture.SIZE * Picture.SIZE];
        Arrays.fill(pixels, argb);
        return new Picture("test", 0, pixels);
    }

    @Test
    void theSameSeedGivesTheSamePixels() {
        assertThat(augmentation.apply(plain(OPAQUE_RED), new Random(7)))
                .containsExactly(augmentation.apply(plain(OPAQUE_RED), new Random(7)));
    }

    @Test
    void anotherSeedGivesOtherPixels() {
        assertThat(augmentation.apply(plain(OPAQUE_RED), new Random(7)))
                .isNotEqualTo(augmentation.apply(plain(OPAQUE_RED), new Random(8)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void pixelsStayWithinTheNormalisedRange(long seed) {
        float[] pixels = augmentation.apply(plain(OPAQUE_RED), new Random(seed));
        assertThat(pixels).hasSize(3 * 16 * 16);
        for (float pixel : pixels) {
            assertThat(pixel).isBetween(-1f, 1f);
        }
    }

    @Test
    void aPlacementThatMovesNothingReadsThePixelItPointsAt() {
        Picture picture = plain(0);
        picture.argb()[10 * Picture.SIZE + 20] = 0xFF336699;
        float[] sample = new float[4];
        new Placement(1, 0, 0, 1, 0, 0).sample(picture, 20.5 / Picture.SIZE - 0.5, 10.5 / Picture.SIZE - 0.5, sample);
        assertThat(sample).containsExactly(new float[] {0.2f, 0.4f, 0.6f, 1}, within(1e-6f));
    }

    @Test
    void outsideTheDrawingThereIsNothing() {
        float[] sample = new float[4];
        new Placement(1, 0, 0, 1, 0, 0).sample(plain(OPAQUE_RED), 0.75, 0, sample);
        assertThat(sample).containsExactly(0, 0, 0, 0);
    }

    @Test
    void aThirdOfATurnMakesRedGreen() {
        float[] rgba = {1, 0, 0, 1};
        Recolouring.of(1, Math.toRadians(120), 1, 0).apply(rgba);
        assertThat(rgba).containsExactly(new float[] {0, 1, 0, 1}, within(1e-6f));
    }

    @Test
    void withoutSaturationOnlyTheLumaIsLeft() {
        float[] rgba = {0, 1, 0, 1};
        Recolouring.of(0, 0, 1, 0).apply(rgba);
        assertThat(rgba).containsExactly(new float[] {0.587f, 0.587f, 0.587f, 1}, within(1e-6f));
    }

    @Test
    void coloursStayPremultiplied() {
        float[] rgba = {0.25f, 0.25f, 0.25f, 0.25f};
        Recolouring.of(1, 0, 1, 0.5).apply(rgba);
        assertThat(rgba).containsExactly(0.25f, 0.25f, 0.25f, 0.25f);
    }
}
