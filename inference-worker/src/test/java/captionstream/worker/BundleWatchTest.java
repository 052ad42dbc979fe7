package captionstream.worker;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.caption.Captioner;
import captionstream.worker.caption.ClipGpt2Captioner;
import captionstream.worker.caption.DecodingOptions;
import captionstream.worker.observe.WorkerMetrics;
import captionstream.worker.train.RandomBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleWatchTest {
    private final WorkerMetrics metrics = new WorkerMetrics();

    @TempDir
    Path directory;

    private Path bundle;
    private Captioner first;
    private BundleWatch watch;

    @BeforeEach
    void begin() throws IOException {
        bundle = directory.resolve("current");
        point(written("first", 1));
        first = load(bundle);
        watch = new BundleWatch(
                bundle, directory -> List.of(load(directory)), BundleVersion.at(bundle), first.fingerprint(), metrics);
    }

    @AfterEach
    void close() {
        watch.close();
        first.close();
    }

    @Test
    void aLinkThatIsTurnedToAnotherBundleBringsThatOneOnce() throws IOException {
        point(written("second", 2));
        watch.look();
        assertThat(watch.take()).isEmpty();

        watch.look();
        watch.look();

        try (Captioner second = watch.take().orElseThrow().get(0)) {
            assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint());
        }
        assertThat(watch.take()).isEmpty();
    }

    @Test
    void aBundleThatIsRenamedIntoPlaceIsFound() throws IOException {
        Path second = written("second", 2);
        Files.delete(bundle);
        look(2);
        Files.move(second, bundle);

        look(2);

        assertThat(taken()).isTrue();
    }

    @Test
    void theSameWeightsElsewhereAreNotAnotherModel() throws IOException {
        point(written("copy", 1));

        look(3);

        assertThat(taken()).isFalse();
        assertThat(metrics.prometheusText()).contains("captionstream_worker_models_refused_total 0.0");
    }

    @Test
    void aBrokenBundleIsRefusedOnceAndItsRepairIsTaken() throws IOException {
        Path second = written("second", 2);
        Path weights = second.resolve("projection.safetensors");
        Path away = Files.move(weights, second.resolve("away"));
        point(second);

        look(5);
        assertThat(taken()).isFalse();
        assertThat(metrics.prometheusText()).contains("captionstream_worker_models_refused_total 1.0");

        Files.move(away, weights);
        look(2);
        assertThat(taken()).isTrue();
    }

    @Test
    void aModelThatGivesNoNumbersIsRefused() throws IOException {
        Path second = written("second", 2);
        byte[] weights = Files.readAllBytes(second.resolve("projection.safetensors"));
        for (int i = weights.length - 4 * 32; i < weights.length; i++) {
            weights[i] = (byte) 0xff; // every bit set is a NaN
        }
        Files.write(second.resolve("projection.safetensors"), weights);
        point(second);

        look(2);

        assertThat(taken()).isFalse();
        assertThat(metrics.prometheusText()).contains("captionstream_worker_models_refused_total 1.0");
    }

    @Test
    void aBundleThatIsStillBeingCopiedIsLeftAlone() throws IOException {
        Path second = written("second", 2);
        Path growing = Files.createDirectories(directory.resolve("growing"));
        Files.copy(second.resolve("bundle.json"), growing.resolve("bundle.json"));
        point(growing);
        watch.look();
        for (String part : new String[] {"clip", "gpt2", "projection.safetensors"}) {
            Files.move(second.resolve(part), growing.resolve(part), StandardCopyOption.ATOMIC_MOVE);
            watch.look();
        }
        assertThat(metrics.prometheusText()).contains("captionstream_worker_models_refused_total 0.0");

        watch.look();

        assertThat(taken()).isTrue();
    }

    @Test
    void oneThatNobodyTookIsClosedWithTheWatch() throws IOException {
        point(written("second", 2));
        look(2);

        watch.close();

        assertThat(watch.take()).isEmpty();
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }

    private boolean taken() {
        Optional<List<Captioner>> taken = watch.take();
        taken.ifPresent(captioners -> captioners.forEach(Captioner::close));
        return taken.isPresent();
    }

    private Path written(String name, long seed) {
        Path written = directory.resolve(name);
        RandomBundle.write(written, RandomBundle.TINY, seed);
        return written;
    }

    private void point(Path target) throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("next"), target);
        Files.move(link, bundle, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Captioner load(Path bundle) {
        ClipGpt2Captioner captioner = ClipGpt2Captioner.load(bundle, DecodingOptions.greedy(4), "cpu");
        captioner.tryOut();
        return captioner;
    }
}
