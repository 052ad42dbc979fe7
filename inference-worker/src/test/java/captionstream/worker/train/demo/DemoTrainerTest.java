package captionstream.worker.train.demo;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.caption.ModelBundle;
import captionstream.worker.train.demo.TrainingListener.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole training of a tiny model on four coloured squares. */
class DemoTrainerTest {
    private static final ModelSizes TINY = new ModelSizes(16, 8, 32, 1, 1, 1, 2);
    private static final List<Concept> CONCEPTS = List.of(
            new Concept("1", "a red square", "test"),
            new Concept("2", "a green square", "test"),
            new Concept("3", "a blue square", "test"),
            new Concept("4", "a black square", "test"));
    private static final int[] COLOURS = {0xFFFF0000, 0xFF00FF00, 0xFF0000FF, 0xFF000000};

    @TempDir
    static Path folder;

    private static Map<Stage, List<Double>> losses;

    @BeforeAll
    static void train() {
        losses = train("trained", false);
    }

    private static Map<Stage, List<Double>> train(String out, boolean keepClip) {
        Map<Stage, List<Double>> losses = new EnumMap<>(Stage.class);
        TrainingSettings settings =
                new TrainingSettings(folder, folder.resolve(out), 1, 60, 8, 60, 20, 16, 2, keepClip);
        DemoTrainer.train(settings, TINY, squares(), (stage, step, steps, loss) -> losses.computeIfAbsent(
                        stage, s -> new ArrayList<>())
                .add(loss));
        return losses;
    }

    private static PictureLibrary squares() {
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < COLOURS.length; i++) {
            int[] pixels = new int[Picture.SIZE * Picture.SIZE];
            Arrays.fill(pixels, COLOURS[i]);
            pictures.add(new Picture("seen", i, pixels));
        }
        return new PictureLibrary(CONCEPTS, pictures, pictures);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"CLIP", "LANGUAGE"})
    void theLossFalls(Stage stage) {
        List<Double> all = losses.get(stage);
        assertThat(mean(all.subList(all.size() - 10, all.size()))).isLessThan(0.9 * mean(all.subList(0, 10)));
    }

    @Test
    void theProjectionLearnsForAsLongAsItWasTold() {
        assertThat(losses.get(Stage.PROJECTION)).hasSize(20).allSatisfy(loss -> assertThat(loss)
                .isFinite());
    }

    @Test
    void theBundleOpensAndCaptions() {
        Path bundle = folder.resolve("trained");
        assertThat(ModelBundle.open(bundle).prefixLength()).isEqualTo(2);
        DemoFigures figures = DemoEvaluation.run(bundle, squares(), (stage, step, steps, loss) -> {});
        assertThat(figures.seen().captions()).isEqualTo(4 * 5);
        assertThat(figures.unseen().exact()).isEqualTo(figures.seen().exact());
    }

    @Test
    void theSameSeedGivesTheSameBundle() {
        train("again", false);
        assertThat(ModelBundle.open(folder.resolve("again")).fingerprint())
                .isEqualTo(ModelBundle.open(folder.resolve("trained")).fingerprint());
    }

    @Test
    void aKeptClipStaysAsItIsBitForBit() throws IOException {
        Path weights = Path.of("clip", "model.safetensors");
        Path kept = folder.resolve("kept");
        Files.createDirectories(kept.resolve("clip"));
        Files.copy(folder.resolve("trained").resolve(weights), kept.resolve(weights));
        train("kept", true);
        assertThat(kept.resolve(weights))
                .hasSameBinaryContentAs(folder.resolve("trained").resolve(weights));
    }
}
