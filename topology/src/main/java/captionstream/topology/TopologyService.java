package captionstream.topology;

import captionstream.schemas.Topic;
import captionstream.schemas.TopicCatalogue;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.failure.ThreadReplacement;
import captionstream.topology.intake.DuplicateFilter;
import captionstream.topology.query.Instance;
import captionstream.topology.query.QueryServer;
import captionstream.topology.query.QuerySettings;
import captionstream.topology.query.Served;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of intake and statistics. They are two stream applications, each with consumer group, threads and
 * state of its own: neither waits for the other, and the statistics can be counted again from the beginning without a
 * single image being requested again.
 *
 * <p>Safe for many threads.
 */
public final class TopologyService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopologyService.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofMinutes(2);

    private final KafkaStreams intake;
    private final KafkaStreams statistics;
    private final TopologyMetrics metrics;
    private final @Nullable QueryServer server;
    private final Object stateChanged = new Object();

    private TopologyService(TopologyConfig config, AvroSerdes serdes, @Nullable QueryServer server) {
        Properties settings = StreamsSettings.ofStatistics(config);
        if (server != null) {
            settings.put(
                    StreamsConfig.APPLICATION_SERVER_CONFIG, server.advertised().toString());
        }
        intake = application(IntakeTopology.of(config.intake(), serdes), StreamsSettings.ofIntake(config));
        statistics = application(
                StatisticsTopology.of(config.statistics(), config.intake().allocation(), serdes), settings);
        metrics = new TopologyMetrics(this, intake, statistics);
        this.server = server;
        if (config.standbyReplicas() > 0) {
            beginWithoutLocalState();
        }
    }

    /**
     * Kafka Streams 4.3 keeps what it opens at the start locked, and with standby replicas its threads then come to
     * hang (KAFKA-20663). Other instances have copies, and their tasks, while this one makes its own again.
     */
    private void beginWithoutLocalState() {
        intake.cleanUp();
        statistics.cleanUp();
    }

    /** With nowhere to ask. */
    public static TopologyService start(TopologyConfig config) {
        return start(config, Optional.empty());
    }

    /**
     * Creates the topics that are missing, starts both applications and returns while they still join their groups.
     *
     * @param queries where questions are answered, and health and metrics shown
     * @throws org.apache.kafka.common.KafkaException where the cluster cannot be reached, or its topics do not fit
     * @throws IllegalStateException where the server's address cannot be listened on
     */
    public static TopologyService start(TopologyConfig config, Optional<QuerySettings> queries) {
        int partitions;
        try (Admin admin = Admin.create(config.connection().clientConfig())) {
            TopicCatalogue.ensureTopics(admin, config.partitions(), (short) config.replication());
            TopicCatalogue.requireFeedbackBesideCaptions(admin);
            partitions = TopicCatalogue.partitionCounts(admin, Topic.CAPTIONS).get(Topic.CAPTIONS);
        }
        QueryServer server = queries.map(QueryServer::start).orElse(null);
        TopologyService service = prepared(config, server);
        try {
            service.intake.start();
            service.statistics.start();
            service.serve(config.statisticsApplicationId(), partitions);
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
        return service;
    }

    private static TopologyService prepared(TopologyConfig config, @Nullable QueryServer server) {
        try {
            return new TopologyService(config, AvroSerdes.using(config.connection()), server);
        } catch (RuntimeException e) {
            if (server != null) {
                server.close();
            }
            throw e;
        }
    }

    private void serve(String applicationId, int partitions) {
        if (server != null) {
            QueriedStreams queried = new QueriedStreams(statistics, applicationId, partitions);
            server.serve(new Served(
                    applicationId,
                    queried,
                    queried,
                    () -> !health().hasFailed(),
                    () -> health().isRunning(),
                    metrics::prometheusText));
            LOG.atInfo().addKeyValue("at", server.advertised()).log("Questions are answered");
        }
    }

    /** Where questions are answered; empty where there is no server. */
    public Optional<Instance> queriesAt() {
        return Optional.ofNullable(server).map(QueryServer::advertised);
    }

    private KafkaStreams application(Topology topology, Properties settings) {
        String applicationId = settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
        KafkaStreams streams = new KafkaStreams(topology, settings);
        streams.setUncaughtExceptionHandler(new ThreadReplacement(applicationId, Clock.systemUTC()));
        streams.setStateListener((now, before) -> {
            LOG.atInfo()
                    .addKeyValue("application", applicationId)
                    .addKeyValue("state", now)
                    .log("Stream application changed its state");
            synchronized (stateChanged) {
                stateChanged.notifyAll();
            }
        });
        return streams;
    }

    public TopologyHealth health() {
        return new TopologyHealth(TopologyHealth.State.of(intake.state()), TopologyHealth.State.of(statistics.state()));
    }

    /**
     * Waits until both applications process records, or one has failed.
     *
     * @return whether both do
     */
    public boolean awaitRunning(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (stateChanged) {
            while (!health().isRunning() && !health().hasFailed()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                stateChanged.wait(left);
            }
        }
        return health().isRunning();
    }

    /** Events that this instance has dropped since it started, because their image id had been accepted before. */
    public long repeatsDropped() {
        return total(intake, DuplicateFilter.REPEATS);
    }

    /** Captions that this instance has left out of time windows since it started, because they came too late for them. */
    public long lateCaptions() {
        return total(statistics, CountInWindows.LATE);
    }

    private static long total(KafkaStreams streams, String sensor) {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(sensor + "-total"))
                .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
                .sum();
    }

    /** Commits what was processed, leaves the groups and blocks until both have stopped; a second call does nothing. */
    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        CloseOptions leaving = CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_TIMEOUT);
        boolean intakeStopped = intake.close(leaving);
        boolean statisticsStopped = statistics.close(leaving);
        metrics.close();
        if (!intakeStopped || !statisticsStopped) {
            LOG.atWarn().addKeyValue("seconds", CLOSE_TIMEOUT.toSeconds()).log("Stream threads did not stop in time");
        }
    }
}
