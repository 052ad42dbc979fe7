package captionstream.topology;

import captionstream.topology.query.Instance;
import captionstream.topology.query.QuerySettings;
import captionstream.topology.statistics.StatisticsSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Two instances of the topologies on a real broker, which can be asked, and others beside them. */
final class QueriedInstances implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    final Cluster cluster;
    final TopologyService one;
    final TopologyService two;

    QueriedInstances(Path directory) {
        this.directory = directory;
        cluster = new Cluster(directory.resolve("cluster"), PARTITIONS);
        one = instance("one");
        two = instance("two");
    }

    List<TopologyService> both() {
        return List.of(one, two);
    }

    /** To be closed by the caller. */
    TopologyService instance(String name) {
        return TopologyService.start(config(name), Optional.of(new QuerySettings("127.0.0.1", 0, null)));
    }

    /** Of another instance, with this name. */
    TopologyConfig config(String name) {
        return TopologyConfig.builder(cluster.connection(), directory.resolve(name))
                .partitions(PARTITIONS)
                .replication(1)
                .statistics(StatisticsSettings.DEFAULTS.withEmitInterval(Duration.ofMillis(200)))
                .build();
    }

    /** Whether it holds any of the rankings itself. */
    boolean hasPartitions(TopologyService service) throws Exception {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            URI uri = uri(service, "/instance/partitions?topic=PROMPT_RANKINGS&window=all&partitions=" + partition);
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Captionstream-Application", "captionstream-statistics")
                    .build();
            if (http.send(request, BodyHandlers.ofString()).statusCode() == 200) {
                return true;
            }
        }
        return false;
    }

    HttpResponse<String> ask(TopologyService service, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(service, path)).build(), BodyHandlers.ofString());
    }

    private static URI uri(TopologyService service, String path) {
        Instance at = service.queriesAt().orElseThrow();
        return URI.create("http://" + at + path);
    }

    @Override
    public void close() {
        one.close();
        two.close();
        cluster.close();
    }
}
