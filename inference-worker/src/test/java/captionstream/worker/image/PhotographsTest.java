package captionstream.worker.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real photographs in the forms in which they are met, from their bytes to CLIP's pixels, against Pillow. */
class PhotographsTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "photos");
    private static final int SIZE = 224;
    private static final int EVERY = 4;
    private static final String LOSSY_WEBP = "coffee.webp";

    static List<String> photographs() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".expected"))
                    .map(name -> name.substring(0, name.length() - ".expected".length()))
                    .filter(name -> !name.equals(LOSSY_WEBP))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("photographs")
    void what_clip_is_given_is_within_one_grey_level_of_pillow(String name) throws IOException {
        assertThat(largestDifference(name)).isLessThanOrEqualTo(1);
    }

    /** The decoder of lossy WebP is not exact: docs/accuracy.md. */
    @Test
    void lossy_webp_is_within_twenty_grey_levels_of_pillow() throws IOException {
        assertThat(largestDifference(LOSSY_WEBP)).isLessThanOrEqualTo(20);
    }

    private static int largestDifference(String name) throws IOException {
        byte[] photograph = Files.readAllBytes(FOLDER.resolve(name));
        float[] pixels = PillowReference.samplesOf(SIZE).pixels(new ImageDecoder().decode(photograph));
        byte[] expected = Files.readAllBytes(FOLDER.resolve(name + ".expected"));
        return PillowReference.largestDifference(sampled(pixels), expected);
    }

    /** Every fourth pixel of every fourth row, as RGB. */
    private static byte[] sampled(float[] pixels) {
        byte[] whole = PillowReference.interleaved(pixels);
        int side = SIZE / EVERY;
        byte[] sampled = new byte[side * side * 3];
        for (int i = 0; i < sampled.length; i++) {
            int channel = i % 3;
            int x = i / 3 % side * EVERY;
            int y = i / 3 / side * EVERY;
            sampled[i] = whole[(y * SIZE + x) * 3 + channel];
        }
        return sampled;
    }
}
