package captionstream.topology;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams' own settings. */
public final class StreamsSettings {
    /** How soon the work of an instance that vanished without a word is taken up. */
    private static final int SESSION_TIMEOUT_MS = 10_000;

    /** A starved processor must not have its transaction aborted under it; a restart aborts it at once anyway. */
    private static final int TRANSACTION_TIMEOUT_MS = 60_000;

    /** What one emission sends to a partition fits into one batch. */
    private static final int BATCH_BYTES = 128 * 1024;

    /**
     * Of intake, where somebody waits for each record, and where there is little to commit.
     */
    private static final Map<String, Object> PROMPT = Map.of(
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 20,
            StreamsConfig.POLL_MS_CONFIG, 10);

    /** Never waits for records of another topic: what is counted does not depend on order. */
    private static final long WITHOUT_WAITING = -1L;

    /** Each emission asks for a commit itself; in between, only what a crash would have to count again is bounded. */
    private static final Map<String, Object> ON_A_CLOCK = Map.of(
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500, StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, WITHOUT_WAITING);

    private StreamsSettings() {}

    static Properties ofIntake(TopologyConfig config) {
        return of(config, config.intakeApplicationId(), PROMPT);
    }

    public static Properties ofStatistics(TopologyConfig config) {
        return of(config, config.statisticsApplicationId(), ON_A_CLOCK);
    }

    @SuppressWarnings("deprecation") // the switch for global stores is to become the default, and then to go
    private static Properties of(TopologyConfig config, String applicationId, Map<String, Object> own) {
        Properties properties = new Properties();
        properties.putAll(own);
        properties.putAll(Map.of(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
                true,
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG,
                true,
                StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
                BoundedStoreMemory.class,
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                SESSION_TIMEOUT_MS,
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                TRANSACTION_TIMEOUT_MS,
                StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
                BATCH_BYTES,
                // A partition that is just getting its leader may refuse one batch and take the next: out of sequence.
                StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION),
                1));
        properties.putAll(config.connection().clientConfig());
        properties.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                applicationId,
                StreamsConfig.STATE_DIR_CONFIG,
                config.stateDir().toString(),
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                config.threads(),
                StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
                config.standbyReplicas(),
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                config.replication()));
        return properties;
    }
}
