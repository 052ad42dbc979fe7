package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.Caption;
import captionstream.local.EmbeddedKafka;
import captionstream.schemas.Topic;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process a service, set up by the environment alone: what the containers of docker-compose.yml run. */
class ServicesIT {
    private static final Path COMPOSE_FILE = Path.of("../docker-compose.yml");
    private static final Path IMAGES =
            Path.of("../demo/images").toAbsolutePath().normalize();
    private static final Path MODEL = Path.of("../demo/model").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void services_of_their_own_caption_what_is_published_and_report_ready() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0, 0, 3)) {
            Map<String, String> connection = Captionstream.connectedTo(kafka.connection());
            Map<String, String> topologySettings = with(connection, topology());
            Map<String, String> workerSettings = with(connection, worker());
            Map<String, String> dashboardSettings = with(connection, dashboard());
            try (Captionstream topology = Captionstream.start(folder, topologySettings, "topology");
                    Captionstream worker = Captionstream.start(folder, workerSettings, "worker");
                    Captionstream dashboard = Captionstream.start(folder, dashboardSettings, "dashboard")) {
                awaitReady(topologySettings.get("CAPTIONSTREAM_HEALTH_PORT"), "/ready", topology);
                awaitReady(workerSettings.get("CAPTIONSTREAM_HEALTH_PORT"), "/ready", worker);
                awaitReady(dashboardSettings.get("CAPTIONSTREAM_HTTP_PORT"), "/health/ready", dashboard);

                // when
                Path events = Files.writeString(
                        folder.resolve("events.csv"), "uri,references\n" + IMAGES + "/owl.noto.png,An owl.|A bird.\n");
                try (Captionstream publish =
                        Captionstream.start(folder, connection, "publish", "--csv", events.toString())) {
                    assertThat(publish.exitCode()).as(publish.output()).isZero();
                }

                // then
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                                TopicContents.of(kafka.connection(), Topic.CAPTIONS, Caption.class))
                        .hasSize(5)
                        .allSatisfy(caption -> {
                            assertThat(caption.getCaption()).contains("owl");
                            assertThat(caption.getRefClipScore()).isGreaterThan(60);
                        }));
                String queries = topologySettings.get("CAPTIONSTREAM_HEALTH_PORT");
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(body(queries, "/api/rankings?weighting=raw"))
                        .contains("\"images\":1,\"complete_images\":1"));
                assertThat(worker.terminate()).as(worker.output()).isIn(0, 143);
                assertThat(topology.terminate()).as(topology.output()).isIn(0, 143);
                assertThat(dashboard.terminate()).as(dashboard.output()).isIn(0, 143);
            }
        }
    }

    @Test
    void the_compose_file_sets_what_this_test_sets() throws Exception {
        Set<String> here =
                new TreeSet<>(Set.of("CAPTIONSTREAM_BOOTSTRAP_SERVERS", "CAPTIONSTREAM_SCHEMA_REGISTRY_URL"));
        here.addAll(topology().keySet());
        here.addAll(worker().keySet());
        here.addAll(dashboard().keySet());
        here.remove("CAPTIONSTREAM_HTTP_PORT"); // free here, the default there

        assertThat(settingsIn(Files.readString(COMPOSE_FILE))).isEqualTo(here);
    }

    private Map<String, String> topology() throws IOException {
        return Map.of(
                "CAPTIONSTREAM_STATE_DIR", folder.resolve("state").toString(),
                "CAPTIONSTREAM_HEALTH_PORT", freePort(),
                "CAPTIONSTREAM_QUERY_HOST", "0.0.0.0");
    }

    private static Map<String, String> worker() throws IOException {
        return Map.of(
                "CAPTIONSTREAM_MODEL",
                MODEL.toString(),
                "CAPTIONSTREAM_DEVICE",
                "cpu",
                "CAPTIONSTREAM_IMAGE_ROOT",
                IMAGES.toString(),
                "CAPTIONSTREAM_IMAGE_HOST",
                "",
                "CAPTIONSTREAM_IMAGE_BUCKET",
                "",
                "CAPTIONSTREAM_S3_ENDPOINT",
                "",
                "CAPTIONSTREAM_HEALTH_PORT",
                freePort());
    }

    private static Map<String, String> dashboard() throws IOException {
        return Map.of(
                "CAPTIONSTREAM_HTTP_HOST", "127.0.0.1",
                "CAPTIONSTREAM_HTTP_PORT", freePort(),
                "CAPTIONSTREAM_READ_ONLY", "true",
                "CAPTIONSTREAM_DASHBOARD_PASSWORD", "",
                "CAPTIONSTREAM_IMAGE_ROOT", IMAGES.toString());
    }

    private static Map<String, String> with(Map<String, String> connection, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(connection);
        all.putAll(more);
        return all;
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private static void awaitReady(String port, String path, Captionstream service) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            assertThat(service.isRunning()).as(service.output()).isTrue();
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        });
    }

    private static String body(String port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** The settings that the file hands to services; those that it takes from its own environment stand after a $. */
    private static Set<String> settingsIn(String composeFile) {
        Matcher names = Pattern.compile("^ +(CAPTIONSTREAM_[A-Z0-9_]+):", Pattern.MULTILINE)
                .matcher(composeFile);
        Set<String> found = new TreeSet<>();
        while (names.find()) {
            found.add(names.group(1));
        }
        return found;
    }
}
