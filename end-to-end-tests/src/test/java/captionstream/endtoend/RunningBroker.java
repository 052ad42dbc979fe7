package captionstream.endtoend;

import captionstream.local.EmbeddedBroker;
import captionstream.local.EmbeddedRegistry;
import captionstream.schemas.KafkaConnection;
import java.nio.file.Path;

/** Broker and registry on the state that an ended process left behind. */
record RunningBroker(EmbeddedBroker broker, EmbeddedRegistry registry) implements AutoCloseable {
    static RunningBroker on(Path directory) {
        EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
        return new RunningBroker(broker, EmbeddedRegistry.start(broker.bootstrapServers(), 0));
    }

    KafkaConnection connection() {
        return KafkaConnection.to(broker.bootstrapServers(), registry.url());
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
