package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import captionstream.worker.model.Clip;
import captionstream.worker.model.Torch;
import captionstream.worker.model.Weights;
import captionstream.worker.train.RandomBundle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a picture was encoded again shows where the pixels are not those of the digest they come under. */
class ImageEncoderTest {
    private static final NDManager MANAGER = Torch.newManager("cpu");
    private static Clip clip;

    private ImageEncoder encoder;

    @BeforeAll
    static void load(@TempDir Path directory) {
        RandomBundle.write(directory, RandomBundle.TINY, 11);
        ModelBundle bundle = ModelBundle.open(directory);
        clip = new Clip(bundle.clip(), Weights.load(bundle.clipWeights(), MANAGER));
    }

    @AfterAll
    static void close() {
        MANAGER.close();
    }

    @BeforeEach
    void begin() {
        encoder = new ImageEncoder(clip, 32);
    }

    @Test
    void the_same_bytes_are_encoded_once_in_a_batch() {
        float[][] rows = embed(task("one", 1), task("two", 2), task("one", 3));

        assertThat(rows[2]).isEqualTo(rows[0]).isNotEqualTo(rows[1]);
    }

    @Test
    void the_same_bytes_are_encoded_once_in_batches_that_follow() {
        float[] first = embed(task("one", 1))[0];

        assertThat(embed(task("two", 2), task("one", 3))[1]).isEqualTo(first);
    }

    @Test
    void pictures_without_a_digest_are_told_apart_by_nothing_but_themselves() {
        CaptionTask unknown = new CaptionTask("a", pixels(1), List.of("p"));

        float[][] rows = embed(unknown, new CaptionTask("b", pixels(2), List.of("p")), unknown);

        assertThat(rows[0]).isEqualTo(rows[2]).isNotEqualTo(rows[1]);
    }

    @Test
    void as_many_as_are_remembered_later_a_picture_is_forgotten() {
        float[] first = embed(task("one", 1))[0];
        embed(IntStream.range(0, ImageEncoder.REMEMBERED)
                .mapToObj(i -> task("other" + i, 2))
                .toArray(CaptionTask[]::new));

        assertThat(embed(task("one", 3))[0]).isNotEqualTo(first);
    }

    private float[][] embed(CaptionTask... tasks) {
        try (NDManager manager = MANAGER.newSubManager()) {
            float[] flat = encoder.embed(List.of(tasks), manager).toFloatArray();
            int width = flat.length / tasks.length;
            return IntStream.range(0, tasks.length)
                    .mapToObj(i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width))
                    .toArray(float[][]::new);
        }
    }

    private static CaptionTask task(String sha256, long seed) {
        return new CaptionTask("image" + seed, sha256, pixels(seed), List.of("An image of"), List.of());
    }

    private static float[] pixels(long seed) {
        Random random = new Random(seed);
        float[] pixels = new float[3 * 32 * 32];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return pixels;
    }
}
