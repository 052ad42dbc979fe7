package captionstream.benchmarks.statistics;

import captionstream.cli.console.CommandFailure;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.StreamsSettings;
import captionstream.topology.TopologyConfig;
import captionstream.topology.TopologyService;
import captionstream.topology.statistics.StatisticsSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;

/** What is compared, all with the same settings of Kafka Streams and one thread. */
enum Contender {
    TWO_LEVELS("two levels, windows on", Topic.PROMPT_STATISTICS.topicName()) {
        @Override
        AutoCloseable start(KafkaConnection connection, String application, Path state) throws InterruptedException {
            return service(config(connection, application, state));
        }
    },
    WITHOUT_WINDOWS("two levels, windows off", Topic.PROMPT_STATISTICS.topicName()) {
        @Override
        AutoCloseable start(KafkaConnection connection, String application, Path state) throws InterruptedException {
            return service(config(connection, application, state)
                    .withStatistics(StatisticsSettings.DEFAULTS.withWindows(false)));
        }
    },
    PLAIN("plain groupBy(prompt).aggregate", PlainTopology.RESULTS) {
        @Override
        AutoCloseable start(KafkaConnection connection, String application, Path state) {
            KafkaStreams streams = new KafkaStreams(
                    PlainTopology.of(AvroSerdes.using(connection)),
                    StreamsSettings.ofStatistics(config(connection, application, state)));
            streams.start();
            return streams;
        }
    };

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String title;
    private final String results;

    Contender(String title, String results) {
        this.title = title;
        this.results = results;
    }

    /** Returns while it may still join its group; closing stops it. */
    abstract AutoCloseable start(KafkaConnection connection, String application, Path state)
            throws InterruptedException;

    String title() {
        return title;
    }

    /** The topic of its statistics of each prompt. */
    String results() {
        return results;
    }

    private static TopologyConfig config(KafkaConnection connection, String application, Path state) {
        return TopologyConfig.of(connection, state)
                .withApplicationId(application)
                .withReplication(1);
    }

    private static TopologyService service(TopologyConfig config) throws InterruptedException {
        TopologyService service = TopologyService.start(config);
        if (!service.awaitRunning(PATIENCE)) {
            service.close();
            throw CommandFailure.failed("The topologies did not start", "");
        }
        return service;
    }
}
