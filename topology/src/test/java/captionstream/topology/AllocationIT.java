package captionstream.topology;

import static captionstream.topology.statistics.Captions.PROMPTS;
import static captionstream.topology.statistics.Captions.caption;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.CaptionRequest;
import captionstream.ImageEvent;
import captionstream.PromptAllocation;
import captionstream.schemas.Topic;
import captionstream.topology.allocation.Allocation.SuccessiveElimination;
import captionstream.topology.intake.IntakeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statistics and intake on a real broker, where they meet in a topic. */
class AllocationIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path directory;

    @Test
    void aPromptThatIsWorseOnThePartitionsTogetherGetsFewerImages() throws Exception {
        try (Cluster cluster = new Cluster(directory.resolve("cluster"), 3);
                TopologyService service =
                        TopologyService.start(TopologyConfig.builder(cluster.connection(), directory.resolve("state"))
                                .replication(1)
                                .intake(IntakeSettings.DEFAULTS.withAllocation(new SuccessiveElimination(0.01)))
                                .build())) {
            assertThat(service.awaitRunning(PATIENCE)).isTrue();

            // 240 images over three partitions, too few on each of them alone
            for (int i = 0; i < 240; i++) {
                cluster.send(Topic.CAPTIONS, "image-" + i, caption("image-" + i, 0, 25));
                cluster.send(Topic.CAPTIONS, "image-" + i, caption("image-" + i, 1, 20 + i % 2));
            }
            cluster.flush();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.values(Topic.PROMPT_ALLOCATIONS, PromptAllocation.class))
                            .anyMatch(allocation -> allocation.getVersion() == 2));

            await().atMost(PATIENCE).untilAsserted(() -> {
                publish(cluster, "event-" + Instant.now());
                assertThat(cluster.values(Topic.CAPTION_REQUESTS, CaptionRequest.class))
                        .anySatisfy(request -> assertThat(request.getPrompts())
                                .containsExactly(PROMPTS.get(0), PROMPTS.get(2), PROMPTS.get(3), PROMPTS.get(4)));
            });
        }
    }

    private static void publish(Cluster cluster, String id) {
        cluster.send(
                Topic.IMAGE_EVENTS,
                id,
                new ImageEvent(id, "file:/a.jpg", null, null, null, List.of(), Map.of(), Instant.now()));
        cluster.flush();
    }
}
