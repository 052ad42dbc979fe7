package captionstream.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import captionstream.Caption;
import captionstream.schemas.KafkaConnection;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerServiceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static RealCluster cluster;

    @BeforeAll
    static void start(@TempDir Path directory) {
        cluster = RealCluster.start(directory);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aWorkerShowsItsHealthAndItsMetersAndClosesInGoodOrder() throws Exception {
        FakeCaptioner captioner = new FakeCaptioner();
        WorkerService worker =
                WorkerService.start(cluster.worker().healthPort(0).build(), captioner);
        try (CommittedTopic<Caption> captions = cluster.captions()) {
            await().atMost(PATIENCE).until(() -> get(worker, "/ready").statusCode() == 200);
            assertThat(get(worker, "/live").statusCode()).isEqualTo(200);

            cluster.request(0, 20);
            await().atMost(PATIENCE).until(() -> captions.upToNow().size() == 38);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(worker, "/metrics").body())
                            .contains("captionstream_worker_images_total 19.0")
                            .contains("captionstream_worker_captions_total 38.0")
                            .contains("captionstream_worker_dead_letters_total{reason=\"undecodable_record\"} 1.0"));
        } finally {
            worker.close();
        }
        assertThat(worker.isRunning()).isFalse();
        assertThat(worker.failure()).isEmpty();
        assertThat(captioner.isClosed()).isTrue();
        worker.close();
    }

    @Test
    void aHealthPortInUseStopsTheStartAndFreesTheCaptioner() {
        FakeCaptioner captioner = new FakeCaptioner();
        try (WorkerService first =
                WorkerService.start(cluster.worker().healthPort(0).build(), new FakeCaptioner())) {
            int taken = first.healthPort().orElseThrow();

            assertThatThrownBy(() -> WorkerService.start(
                            cluster.worker().healthPort(taken).build(), captioner))
                    .hasMessageContaining("health-port " + taken);
        }
        assertThat(captioner.isClosed()).isTrue();
    }

    @Test
    void aClusterThatCannotBeReachedStopsTheStart() {
        FakeCaptioner captioner = new FakeCaptioner();
        KafkaConnection nowhere = new KafkaConnection(
                "127.0.0.1:1",
                URI.create("http://127.0.0.1:1"),
                Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "900"));

        assertThatThrownBy(() -> WorkerService.start(
                        WorkerConfig.builder(nowhere, Path.of("none")).build(), captioner))
                .isInstanceOf(KafkaException.class);

        assertThat(captioner.isClosed()).isTrue();
    }

    private static HttpResponse<String> get(WorkerService worker, String path) throws Exception {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        URI uri = URI.create("http://" + host + ":" + worker.healthPort().orElseThrow() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
