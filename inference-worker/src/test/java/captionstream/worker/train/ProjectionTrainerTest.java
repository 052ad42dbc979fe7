package captionstream.worker.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.worker.caption.ModelBundle;
import captionstream.worker.train.RecordingListener.Killed;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole trainings of a tiny model with random weights, which learns little, on 24 coloured squares. */
class ProjectionTrainerTest {
    @TempDir
    static Path folder;

    private static List<CaptionedImage> images;
    private static TrainingResult result;

    @BeforeAll
    static void train() {
        RandomBundle.write(folder.resolve("base"), RandomBundle.TINY, 1);
        images = PaintedImages.paint(folder.resolve("images"), 24);
        result = train("whole", settings(), new RecordingListener());
    }

    private static ProjectionSettings settings() {
        return settings(ProjectionStart.RANDOM, 0, 0.02, 1);
    }

    private static ProjectionSettings settings(ProjectionStart start, int prefix, double rate, long seed) {
        List<String> prompts = List.of("An image of", "This shows");
        return new ProjectionSettings(prompts, start, prefix, 9, 3, rate, 0.1, 0.01, 3, 0.25, 3, 64, seed, 2);
    }

    private static TrainingPlace place(String out) {
        return new TrainingPlace(
                folder.resolve("base"),
                folder.resolve("images"),
                folder.resolve(out),
                folder.resolve(out),
                "cpu",
                3,
                "test");
    }

    private static TrainingResult train(String out, ProjectionSettings settings, ProjectionListener listener) {
        return ProjectionTrainer.train(place(out), settings, images, listener);
    }

    private static byte[] projection(String out) throws IOException {
        return Files.readAllBytes(folder.resolve(out).resolve("projection.safetensors"));
    }

    private static JsonNode description(String out) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve(out).resolve("bundle.json").toFile());
    }

    @Test
    void the_loss_on_images_never_learnt_from_falls() {
        assertThat(result.history().epochs()).hasSize(4);
        assertThat(result.history().best().validationLoss())
                .isLessThan(result.history().first().validationLoss());
    }

    static Stream<RecordingListener> kills() {
        return Stream.of(
                new RecordingListener().killedAtImage(1),
                new RecordingListener().killedMeasuring(0),
                new RecordingListener().killedAtStep(1),
                new RecordingListener().killedAtStep(3),
                new RecordingListener().killedAtStep(5),
                new RecordingListener().killedMeasuring(2));
    }

    @ParameterizedTest
    @MethodSource("kills")
    void a_training_killed_anywhere_goes_on_to_the_same_bytes(RecordingListener killed) throws IOException {
        String out = "killed-" + killed.hashCode();
        assertThatThrownBy(() -> train(out, settings(), killed)).isInstanceOf(Killed.class);
        assertThat(folder.resolve(out).resolve("bundle.json")).doesNotExist();

        TrainingResult resumed = train(out, settings(), new RecordingListener());

        assertThat(projection(out)).isEqualTo(projection("whole"));
        assertThat(resumed).isEqualTo(result);
    }

    @Test
    void what_was_measured_is_not_measured_again() {
        RecordingListener killed = new RecordingListener().killedMeasuring(2);
        assertThatThrownBy(() -> train("measured", settings(), killed)).isInstanceOf(Killed.class);

        RecordingListener resumed = new RecordingListener();
        train("measured", settings(), resumed);

        assertThat(killed.epochs).extracting(EpochFigures::epoch).containsExactly(0, 1);
        assertThat(resumed.epochs).extracting(EpochFigures::epoch).containsExactly(2, 3);
        assertThat(resumed.notes).singleElement().asString().startsWith("going on after step ");
    }

    @Test
    void clip_and_gpt2_stay_as_they_are_bit_for_bit() throws IOException {
        ModelBundle base = ModelBundle.open(folder.resolve("base"));
        ModelBundle trained = ModelBundle.open(folder.resolve("whole"));
        List<Path> files = new ArrayList<>(base.clipFiles());
        files.addAll(base.gpt2Files());

        for (Path file : files) {
            Path same = folder.resolve("whole").resolve(base.directory().relativize(file));
            assertThat(same).hasSameBinaryContentAs(file);
        }
        assertThat(trained.clipFingerprint()).isEqualTo(base.clipFingerprint());
        assertThat(trained.gpt2Fingerprint()).isEqualTo(base.gpt2Fingerprint());
        assertThat(projection("whole")).isNotEqualTo(projection("base"));
    }

    @Test
    void the_bundle_says_where_it_comes_from() throws IOException {
        JsonNode bundle = description("whole");

        assertThat(bundle.at("/fingerprint").asText())
                .isEqualTo(ModelBundle.open(folder.resolve("whole")).fingerprint())
                .isEqualTo(result.fingerprint());
        assertThat(bundle.at("/base/clip").asText())
                .isEqualTo(ModelBundle.open(folder.resolve("base")).clipFingerprint());
        assertThat(bundle.at("/data/sha256").asText()).hasSize(64);
        assertThat(bundle.at("/data/images").asInt()).isEqualTo(24);
        assertThat(bundle.at("/data/captions").asInt()).isEqualTo(48);
        assertThat(bundle.at("/training/version").asText()).isEqualTo("test");
        assertThat(bundle.at("/training/settings/seed").asLong()).isEqualTo(1);
        assertThat(bundle.at("/metrics")).hasSize(4);
        assertThat(bundle.at("/metrics/1").fieldNames())
                .toIterable()
                .contains("training_loss", "validation_loss", "clip_score", "control_score", "grounding", "cider_d");
    }

    @Test
    void nothing_of_the_work_is_left_behind_but_the_embeddings() throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve("whole"))) {
            assertThat(entries.map(entry -> entry.getFileName().toString().replaceFirst("-[0-9a-f]{12}", "")))
                    .containsExactlyInAnyOrder(
                            "bundle.json",
                            "clip",
                            "gpt2",
                            "projection.safetensors",
                            "image-embeddings.bin",
                            "image-embeddings.bin.lock");
        }
    }

    @Test
    void a_training_with_other_settings_is_not_gone_on_with() {
        assertThatThrownBy(() -> train("changed", settings(), new RecordingListener().killedAtStep(5)))
                .isInstanceOf(Killed.class);

        assertThatThrownBy(
                        () -> train("changed", settings(ProjectionStart.RANDOM, 0, 0.01, 1), new RecordingListener()))
                .isInstanceOf(TrainingRefused.class)
                .hasMessageContaining("learning_rate was 0.02 and is 0.01");
    }

    @Test
    void a_training_on_other_data_is_not_gone_on_with() {
        assertThatThrownBy(() -> train("other-data", settings(), new RecordingListener().killedAtStep(5)))
                .isInstanceOf(Killed.class);
        List<CaptionedImage> others = new ArrayList<>(images);
        others.set(0, new CaptionedImage(images.get(0).file(), List.of("Something else.", "It is a red square")));

        assertThatThrownBy(
                        () -> ProjectionTrainer.train(place("other-data"), settings(), others, new RecordingListener()))
                .isInstanceOf(TrainingRefused.class)
                .hasMessageContaining("sha256 was");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint.json", "state"})
    void a_damaged_checkpoint_is_not_gone_on_with(String damaged) throws IOException {
        String out = "damaged-" + damaged;
        assertThatThrownBy(() -> train(out, settings(), new RecordingListener().killedAtStep(5)))
                .isInstanceOf(Killed.class);
        try (Stream<Path> entries = Files.list(folder.resolve(out).resolve("unfinished"))) {
            Path file = entries.filter(entry -> entry.getFileName().toString().startsWith(damaged))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1 << 5;
            Files.write(file, bytes);
        }

        assertThatThrownBy(() -> train(out, settings(), new RecordingListener()))
                .isInstanceOf(TrainingRefused.class)
                .hasMessageContaining("Remove that folder to begin anew");
    }

    @Test
    void a_finished_bundle_is_not_written_over() throws IOException {
        byte[] before = projection("whole");

        assertThatThrownBy(() -> train("whole", settings(), new RecordingListener()))
                .isInstanceOf(TrainingRefused.class)
                .hasMessageContaining("there is a model bundle in");
        assertThat(projection("whole")).isEqualTo(before);
    }

    @Test
    void a_folder_with_something_else_in_it_is_left_alone() throws IOException {
        Files.createDirectories(folder.resolve("somebodys/clip"));

        assertThatThrownBy(() -> train("somebodys", settings(), new RecordingListener()))
                .isInstanceOf(TrainingRefused.class)
                .hasMessageContaining("is not empty");
    }

    @ParameterizedTest
    @EnumSource(names = {"LEAST_SQUARES", "BUNDLE"})
    void can_begin_with_something_better_than_chance(ProjectionStart start) {
        String out = "from-" + start;

        TrainingResult other = train(out, settings(start, 0, 0.02, 1), new RecordingListener());

        assertThat(other.history().first()).isNotEqualTo(result.history().first());
        assertThat(other.history().best().validationLoss())
                .isLessThanOrEqualTo(other.history().first().validationLoss());
    }

    @Test
    void begins_with_the_bundles_own_projection_when_told_to() throws IOException {
        RecordingListener killed = new RecordingListener().killedMeasuring(0);
        assertThatThrownBy(() -> train("own", settings(ProjectionStart.BUNDLE, 0, 0.02, 1), killed))
                .isInstanceOf(Killed.class);

        Path measured = folder.resolve("own/unfinished/trial/projection.safetensors");
        assertThat(measured).hasSameBinaryContentAs(folder.resolve("base/projection.safetensors"));
    }

    @Test
    void writes_as_many_positions_as_it_is_told() {
        train("three", settings(ProjectionStart.LEAST_SQUARES, 3, 0.02, 1), new RecordingListener());

        assertThat(ModelBundle.open(folder.resolve("three")).prefixLength()).isEqualTo(3);
    }

    @Test
    void the_bundles_projection_cannot_begin_one_of_another_length() {
        assertThatThrownBy(() -> train("longer", settings(ProjectionStart.BUNDLE, 3, 0.02, 1), new RecordingListener()))
                .isInstanceOf(TrainingRefused.class)
                .hasMessageContaining("--prefix-length");
    }

    @Test
    void what_cannot_be_read_is_listed_and_left_out() throws IOException {
        Files.writeString(folder.resolve("images/broken.png"), "no image");
        List<CaptionedImage> mixed = new ArrayList<>(images);
        mixed.add(0, new CaptionedImage("broken.png", List.of("a broken square")));
        mixed.add(new CaptionedImage("../base/bundle.json", List.of("a secret")));
        mixed.add(new CaptionedImage("square-0.png", List.of(" . ")));
        RecordingListener listener = new RecordingListener();

        TrainingResult trained = ProjectionTrainer.train(place("mixed"), settings(), mixed, listener);

        assertThat(trained.data().unreadable()).isEqualTo(2);
        assertThat(trained.data().withoutCaption()).isEqualTo(1);
        assertThat(trained.data().sha256()).isEqualTo(result.data().sha256());
        assertThat(listener.notes)
                .satisfiesExactly(
                        note -> assertThat(note).startsWith("left out: broken.png: unknown_image_format"),
                        note -> assertThat(note).startsWith("left out: ../base/bundle.json: forbidden_location"));
    }

    @Test
    void where_nothing_can_be_read_nothing_is_trained() {
        List<CaptionedImage> none = List.of(new CaptionedImage("missing.png", List.of("a cat")));

        assertThatThrownBy(() -> ProjectionTrainer.train(place("none"), settings(), none, new RecordingListener()))
                .isInstanceOf(TrainingRefused.class)
                .hasMessageContaining("none of the 1 images can be learnt from: 1 are unreadable");
    }
}
