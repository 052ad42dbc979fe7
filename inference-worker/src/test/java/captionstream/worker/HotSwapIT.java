package captionstream.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.Caption;
import captionstream.worker.train.RandomBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real models, of small size, changed on both devices of a worker that runs. */
class HotSwapIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int GOOD_OF_TWENTY = 19 * Requests.PROMPTS.size();

    @TempDir
    Path directory;

    @Test
    void aWorkerGoesOverToANewBundleAndKeepsItWhenTheNextIsBroken() throws IOException {
        Path bundle = directory.resolve("current");
        point(bundle, written("first", 1));
        try (RealCluster cluster = RealCluster.start(directory.resolve("cluster"));
                CommittedTopic<Caption> captions = cluster.captions();
                WorkerService worker = WorkerService.start(cluster.worker(bundle)
                        .device("cpu,cpu")
                        .modelCheck(Duration.ofMillis(50))
                        .build())) {
            cluster.request(0, 20);
            await().atMost(PATIENCE).until(() -> captions.upToNow().size() == GOOD_OF_TWENTY);
            assertThat(models(captions.upToNow())).hasSize(1);

            point(bundle, written("second", 2));
            awaitMeter(worker, "models_replaced_total 1.0");
            cluster.request(20, 40);
            await().atMost(PATIENCE).until(() -> captions.upToNow().size() == 2 * GOOD_OF_TWENTY);
            List<String> second = models(captions.upToNow().subList(GOOD_OF_TWENTY, 2 * GOOD_OF_TWENTY));
            assertThat(second)
                    .hasSize(1)
                    .doesNotContainAnyElementsOf(models(captions.upToNow().subList(0, 1)));

            Path third = written("third", 3);
            Files.delete(third.resolve("gpt2/tokenizer.json"));
            point(bundle, third);
            awaitMeter(worker, "models_refused_total 1.0");
            cluster.request(40, 60);
            await().atMost(PATIENCE).until(() -> captions.upToNow().size() == 3 * GOOD_OF_TWENTY);
            assertThat(models(captions.upToNow().subList(2 * GOOD_OF_TWENTY, 3 * GOOD_OF_TWENTY)))
                    .isEqualTo(second);
            assertThat(worker.failure()).isEmpty();
        }
    }

    private static void awaitMeter(WorkerService worker, String meter) {
        await().atMost(PATIENCE).until(() -> worker.metrics().contains("captionstream_worker_" + meter));
    }

    private static List<String> models(List<Caption> captions) {
        return captions.stream().map(Caption::getModel).distinct().toList();
    }

    private Path written(String name, long seed) {
        Path written = directory.resolve(name);
        RandomBundle.write(written, RandomBundle.TINY, seed);
        return written;
    }

    private void point(Path bundle, Path target) throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("next"), target);
        Files.move(link, bundle, StandardCopyOption.ATOMIC_MOVE);
    }
}
