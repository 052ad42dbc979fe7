package captionstream.benchmarks.statistics;

import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.StatisticsTopology;
import captionstream.topology.StreamsSettings;
import captionstream.topology.TopologyConfig;
import captionstream.topology.statistics.StatisticsSettings;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** What is compared, all with the same settings of Kafka Streams and one thread. */
enum Contender {
    TWO_LEVELS(
            "two levels",
            Topic.PROMPT_STATISTICS.topicName(),
            serdes -> StatisticsTopology.of(StatisticsSettings.DEFAULTS, serdes)),
    WITHOUT_WINDOWS(
            "two levels, windows off",
            Topic.PROMPT_STATISTICS.topicName(),
            serdes -> StatisticsTopology.of(StatisticsSettings.DEFAULTS.withWindows(false), serdes)),
    PLAIN_WITH_WINDOWS("plain, with windows", PlainTopology.RESULTS, PlainTopology::withWindows),
    PLAIN("plain", PlainTopology.RESULTS, PlainTopology::of);

    private final String title;
    private final String results;
    private final Function<AvroSerdes, Topology> topology;

    Contender(String title, String results, Function<AvroSerdes, Topology> topology) {
        this.title = title;
        this.results = results;
        this.topology = topology;
    }

    /** Returns while it still joins its group; closing stops it. */
    KafkaStreams start(KafkaConnection connection, String application, Path state) {
        TopologyConfig config = TopologyConfig.builder(connection, state)
                .applicationId(application)
                .replication(1)
                .build();
        KafkaStreams streams =
                new KafkaStreams(topology.apply(AvroSerdes.using(connection)), StreamsSettings.ofStatistics(config));
        streams.start();
        return streams;
    }

    String title() {
        return title;
    }

    /** The topic of its statistics of each prompt. */
    String results() {
        return results;
    }
}
