package captionstream.worker.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole trainings of a tiny model with random weights on coloured squares. */
class ProjectionTrainerTest {
    private static final int IMAGES = 24;

    @TempDir
    static Path folder;

    private static List<CaptionedImage> images;
    private static RecordingListener uninterrupted;
    private static TrainingResult result;

    @BeforeAll
    static void train() {
        RandomBundle.write(folder.resolve("base"), RandomBundle.TINY, 1);
        images = PaintedImages.paint(folder.resolve("images"), IMAGES);
        uninterrupted = new RecordingListener();
        result = train("whole", settings(1), uninterrupted);
    }

    static ProjectionSettings settings(long seed) {
        return new ProjectionSettings(
                List.of("An image of", "This shows"),
                ProjectionStart.RANDOM,
                0,
                6,
                4,
                0.02,
                0.1,
                0.01,
                4,
                0.25,
                3,
                64,
                seed,
                2);
    }

    private static TrainingPlace place(String out) {
        return new TrainingPlace(
                folder.resolve("base"),
                folder.resolve("images"),
                folder.resolve(out),
                folder.resolve(out),
                "cpu",
                4,
                "test");
    }

    private static TrainingResult train(String out, ProjectionSettings settings, ProjectionListener listener) {
        return ProjectionTrainer.train(place(out), settings, images, listener);
    }

    private static byte[] projection(String out) throws IOException {
        return Files.readAllBytes(folder.resolve(out).resolve("projection.safetensors"));
    }

    @Test
    void the_loss_on_images_never_learnt_from_falls() {
        double before = result.history().first().validationLoss();
        double after = result.history().best().validationLoss();
        assertThat(after).isLessThan(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 12, 13, 20})
    void a_training_killed_at_any_step_comes_to_the_same_bytes(int lastStep) throws IOException {
        String out = "killed-at-" + lastStep;
        RecordingListener killed = new RecordingListener().killedAt(lastStep);
        assertThatThrownBy(() -> train(out, settings(1), killed)).isInstanceOf(RecordingListener.Killed.class);
        assertThat(folder.resolve(out).resolve("bundle.json")).doesNotExist();

        TrainingResult resumed = train(out, settings(1), new RecordingListener());

        assertThat(projection(out)).isEqualTo(projection("whole"));
        assertThat(resumed.history()).isEqualTo(result.history());
        assertThat(resumed.fingerprint()).isEqualTo(result.fingerprint());
    }
}
