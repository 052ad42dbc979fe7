package captionstream.worker.train;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.caption.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a projection learns between the demo's CLIP and GPT-2, from a few of its drawings. */
class LearningToSeeTest {
    private static final double SHARE = 0.25;
    private static final long SEED = 1;

    @TempDir
    static Path folder;

    private static List<CaptionedImage> images;

    @BeforeAll
    static void draw() throws IOException {
        images = VariedDrawings.draw(folder.resolve("images"), 6);
    }

    private static TrainingResult train(
            String out, ProjectionStart start, int epochs, int patience, List<CaptionedImage> captioned) {
        TrainingPlace place = new TrainingPlace(
                VariedDrawings.DEMO.resolve("model"),
                folder.resolve("images"),
                folder.resolve(out),
                folder.resolve("cache"),
                "cpu",
                100,
                "test");
        ProjectionSettings settings = new ProjectionSettings(
                PaperPrompts.ALL, start, 0, 8, epochs, 5e-3, 0.1, 0.01, patience, SHARE, 16, 64, SEED, 2);
        return ProjectionTrainer.train(place, settings, captioned, new RecordingListener());
    }

    /** What is held back is called by the name of the next drawing, so that learning the names makes it worse. */
    private static List<CaptionedImage> heldBackUnderWrongNames() throws IOException {
        List<CaptionedImage> captioned = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            CaptionedImage image = images.get(i);
            byte[] bytes = Files.readAllBytes(folder.resolve("images").resolve(image.file()));
            boolean heldBack = DataSplit.lot(HexFormat.of().formatHex(Sha256.of(bytes)), SEED) < SHARE;
            List<String> wrong = images.get((i + 6) % images.size()).captions();
            captioned.add(new CaptionedImage(image.file(), heldBack ? wrong : image.captions()));
        }
        return captioned;
    }

    private static CaptionFigures captions(EpochFigures figures) {
        return Objects.requireNonNull(figures.captions());
    }

    @Test
    void a_trained_projection_sees_what_a_fresh_one_is_blind_to() {
        TrainingResult result = train("trained", ProjectionStart.RANDOM, 6, 6, images);
        EpochFigures fresh = result.history().first();
        EpochFigures trained = result.history().best();

        assertThat(captions(fresh).grounding()).isLessThan(10);
        assertThat(captions(trained).grounding()).isGreaterThan(40);
        assertThat(captions(trained).ciderD()).isGreaterThan(captions(fresh).ciderD() + 2);
        assertThat(trained.validationLoss()).isLessThan(0.2 * fresh.validationLoss());
    }

    @Test
    void stops_when_the_validation_loss_rises_and_keeps_what_was_best() throws IOException {
        TrainingResult result = train("misled", ProjectionStart.BUNDLE, 20, 2, heldBackUnderWrongNames());

        assertThat(result.history().epochs()).extracting(EpochFigures::epoch).containsExactly(0, 1, 2);
        assertThat(result.history().best().epoch()).isZero();
        assertThat(folder.resolve("misled/projection.safetensors"))
                .hasSameBinaryContentAs(VariedDrawings.DEMO.resolve("model/projection.safetensors"));
        assertThat(result.fingerprint())
                .isEqualTo(
                        ModelBundle.open(VariedDrawings.DEMO.resolve("model")).fingerprint());
    }
}
