package captionstream.cli.demo;

import captionstream.cli.services.DashboardSurroundings;
import captionstream.cli.services.FetchedThumbnails;
import captionstream.cli.services.OrderlyStop;
import captionstream.dashboard.DashboardConfig;
import captionstream.dashboard.DashboardService;
import captionstream.dashboard.upload.UploadSettings;
import captionstream.dashboard.web.PageSettings;
import captionstream.local.EmbeddedBroker;
import captionstream.local.EmbeddedRegistry;
import captionstream.schemas.KafkaConnection;
import captionstream.topology.TopologyConfig;
import captionstream.topology.TopologyHealth;
import captionstream.topology.TopologyService;
import captionstream.topology.query.QuerySettings;
import captionstream.worker.WorkerConfig;
import captionstream.worker.WorkerService;
import captionstream.worker.observe.WorkerStatus;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/** All services of the pipeline on a broker of their own, in this process. */
final class Demo {
    private static final int PARTITIONS = 2;
    private static final String WORKER = "demo-worker";
    private static final long UPLOAD_BYTES = 1L << 30;

    private final KafkaConnection connection;
    private final TopologyService topology;
    private final WorkerService worker;
    private final URI dashboard;

    private Demo(KafkaConnection connection, TopologyService topology, WorkerService worker, URI dashboard) {
        this.connection = connection;
        this.topology = topology;
        this.worker = worker;
        this.dashboard = dashboard;
    }

    /**
     * Starts everything in the order of the data.
     *
     * @param stop closes it in the opposite order
     * @param status told what has come up
     */
    static Demo start(DemoSettings settings, OrderlyStop stop, Consumer<String> status) {
        EmbeddedBroker broker =
                stop.add(EmbeddedBroker.start(settings.data().resolve("broker"), settings.brokerPort()));
        status.accept("Kafka broker at " + broker.bootstrapServers());
        EmbeddedRegistry registry =
                stop.add(EmbeddedRegistry.start(broker.bootstrapServers(), settings.registryPort()));
        status.accept("schema registry at " + registry.url());
        KafkaConnection connection = KafkaConnection.to(broker.bootstrapServers(), registry.url());
        TopologyService topology =
                stop.add(TopologyService.start(topology(connection, settings), Optional.of(queries(settings))));
        status.accept("intake and statistics, which answer at http://"
                + topology.queriesAt().orElseThrow() + "/api/rankings");
        WorkerService worker = stop.add(WorkerService.start(worker(connection, settings)));
        status.accept("inference worker with the model in " + settings.model());
        FetchedThumbnails thumbnails = stop.add(new FetchedThumbnails(settings.fetch()));
        DashboardService dashboard = stop.add(DashboardService.start(
                dashboard(connection, settings), DashboardSurroundings.of(connection, thumbnails)));
        status.accept("dashboard at " + dashboard.url());
        return new Demo(connection, topology, worker, dashboard.url());
    }

    KafkaConnection connection() {
        return connection;
    }

    URI dashboard() {
        return dashboard;
    }

    /** Why a service has stopped by itself; empty while all run. */
    Optional<String> failure() {
        return topology.health().hasFailed() ? Optional.of("the topologies gave up") : worker.failure();
    }

    /** How the services are, in a line for people. */
    String status() {
        TopologyHealth health = topology.health();
        WorkerStatus held = worker.status();
        return "intake: " + health.intake() + ", statistics: " + health.statistics() + ", worker: "
                + (worker.isReady() ? "READY" : "NOT READY") + " with " + held.waiting() + " requests, "
                + held.loaded() + " of them loaded, its model " + (held.modelIsBusy() ? "busy" : "idle");
    }

    private static TopologyConfig topology(KafkaConnection connection, DemoSettings settings) {
        return TopologyConfig.builder(connection, settings.data().resolve("streams"))
                .partitions(PARTITIONS)
                .replication(1)
                .build();
    }

    private static QuerySettings queries(DemoSettings settings) {
        return QuerySettings.of("127.0.0.1", settings.queryPort(), null);
    }

    private static WorkerConfig worker(KafkaConnection connection, DemoSettings settings) {
        return WorkerConfig.builder(connection, settings.model())
                .device("cpu")
                .fetch(settings.fetch())
                .instanceId(WORKER)
                .partitions(PARTITIONS)
                .replication(1)
                .build();
    }

    private static DashboardConfig dashboard(KafkaConnection connection, DemoSettings settings) {
        return DashboardConfig.of(connection)
                .withUploads(
                        new UploadSettings(settings.uploads(), settings.fetch().maxBytes(), UPLOAD_BYTES))
                .withPage(PageSettings.onLoopback(settings.dashboardPort()), false);
    }
}
