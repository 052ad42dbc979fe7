package captionstream.endtoend;

import captionstream.Caption;
import captionstream.local.EmbeddedKafka;
import captionstream.schemas.KafkaConnection;
import captionstream.topology.TopologyConfig;
import captionstream.topology.TopologyService;
import captionstream.topology.statistics.StatisticsSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** A topology that has counted captions in peace, on a broker of its own, and what it published. For one thread. */
final class UndisturbedTopology implements AutoCloseable {
    private final EmbeddedKafka broker;
    private final TopologyService topology;
    private final LatestRecords results;

    UndisturbedTopology(Path folder, int partitions, StatisticsSettings settings, List<Caption> captions)
            throws Exception {
        broker = EmbeddedKafka.start(folder.resolve("kafka"), 0, 0, partitions);
        topology = TopologyService.start(TopologyConfig.builder(connection(), folder.resolve("state"))
                .replication(1)
                .statistics(settings)
                .build());
        results = LatestRecords.ofResults(connection());
        try (FlowingCaptions flow = new FlowingCaptions(captions, connection());
                CountedCaptions counted = new CountedCaptions(connection())) {
            flow.publishAll();
            counted.await(captions.size());
        }
    }

    KafkaConnection connection() {
        return broker.connection();
    }

    long lateCaptions() {
        return topology.lateCaptions();
    }

    /** What it has published by now. */
    SortedMap<String, String> results() {
        return results.read();
    }

    @Override
    public void close() {
        results.close();
        topology.close();
        broker.close();
    }
}
