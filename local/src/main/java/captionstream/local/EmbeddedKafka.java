package captionstream.local;

import captionstream.schemas.KafkaConnection;
import captionstream.schemas.TopicCatalogue;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;

/** Broker, schema registry and every topic of the pipeline, in this process. */
public final class EmbeddedKafka implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;

    private EmbeddedKafka(EmbeddedBroker broker, EmbeddedRegistry registry) {
        this.broker = broker;
        this.registry = registry;
    }

    /**
     * Starts all of it and returns once it is ready to use.
     *
     * @param directory where the state is kept, made if missing
     * @param brokerPort or 0 for a free one
     * @param registryPort or 0 for a free one
     * @param partitions of each topic made now
     * @throws LocalStartException where something does not start; nothing is left running then
     */
    public static EmbeddedKafka start(Path directory, int brokerPort, int registryPort, int partitions) {
        EmbeddedBroker broker = EmbeddedBroker.start(directory, brokerPort);
        try {
            return withRegistry(broker, registryPort, partitions);
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    public KafkaConnection connection() {
        return KafkaConnection.to(broker.bootstrapServers(), registry.url());
    }

    /** Whether the broker met a fault that it cannot survive, such as a full disk: it serves no more. */
    public boolean hasFailed() {
        return broker.hasFailed();
    }

    /** Stops the registry, then the broker, and blocks until both have. */
    @Override
    public void close() {
        registry.close();
        broker.close();
    }

    private static EmbeddedKafka withRegistry(EmbeddedBroker broker, int registryPort, int partitions) {
        EmbeddedRegistry registry = EmbeddedRegistry.start(broker.bootstrapServers(), registryPort);
        EmbeddedKafka kafka = new EmbeddedKafka(broker, registry);
        try (Admin admin = Admin.create(kafka.connection().clientConfig())) {
            TopicCatalogue.ensureTopics(admin, partitions, (short) 1);
            return kafka;
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }
}
