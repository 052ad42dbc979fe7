package captionstream.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.Caption;
import captionstream.DeadLetter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoisonedBatchesIT {
    private static final int REQUESTS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> POISONOUS = List.of("image-00001", "image-00002", "image-00050", "image-00099");

    @Test
    void anImageThatTheModelFailsOnIsGivenUpAloneAndItsBatchIsCaptioned(@TempDir Path directory) {
        try (RealCluster cluster = RealCluster.start(directory)) {
            cluster.request(0, REQUESTS);
            FakeCaptioner captioner = new FakeCaptioner().failingOn(POISONOUS.toArray(String[]::new));
            List<String> good = IntStream.range(0, REQUESTS)
                    .filter(i -> !RealCluster.isBad(i))
                    .mapToObj(RealCluster::imageId)
                    .filter(id -> !POISONOUS.contains(id))
                    .toList();

            try (WorkerService worker = WorkerService.start(cluster.worker().build(), captioner);
                    CommittedTopic<Caption> captions = cluster.captions();
                    CommittedTopic<DeadLetter> letters = cluster.deadLetters()) {
                await().atMost(PATIENCE)
                        .until(() -> letters.upToNow().size() >= REQUESTS - good.size()
                                && captions.upToNow().size() >= good.size() * Requests.PROMPTS.size());

                assertThat(captions.upToNow())
                        .extracting(caption -> caption.getImageId() + caption.getPromptIndex())
                        .containsExactlyInAnyOrderElementsOf(good.stream()
                                .flatMap(id -> List.of(id + 0, id + 1).stream())
                                .toList());
                assertThat(letters.upToNow().stream()
                                .filter(letter -> letter.getReason().equals("model_failed")))
                        .extracting(DeadLetter::getImageId)
                        .containsExactlyInAnyOrderElementsOf(POISONOUS);
                assertThat(worker.failure()).isEmpty();
            }
        }
    }
}
