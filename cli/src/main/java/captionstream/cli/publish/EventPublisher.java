package captionstream.cli.publish;

import captionstream.ImageEvent;
import captionstream.cli.console.Progress;
import captionstream.cli.console.SafeText;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.TraceContext;
import captionstream.schemas.serde.AvroSerdes;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes image events, keyed by id, each acknowledged by all replicas and never written twice by a retry. */
public final class EventPublisher implements AutoCloseable {
    private static final int NOTED_FAILURES = 10;

    private final KafkaProducer<String, ImageEvent> producer;
    private final Supplier<TraceContext> trace;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /** Each event begins a trace. */
    public EventPublisher(KafkaConnection connection, AvroSerdes serdes) {
        this(connection, serdes, TraceContext::begin);
    }

    /** @param trace the trace of each event */
    public EventPublisher(KafkaConnection connection, AvroSerdes serdes, Supplier<TraceContext> trace) {
        this.trace = trace;
        Map<String, Object> config = connection.clientConfig();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // With more than one batch in flight, a partition that is just getting its leader can lose the first.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), serdes.serializer(ImageEvent.class));
    }

    /** Publishes all events and waits for every acknowledgement. */
    public Publication publish(Stream<ImageEvent> events, OptionalLong total, Progress progress) {
        Iterator<ImageEvent> iterator = events.iterator();
        while (iterator.hasNext()) {
            send(iterator.next(), total, progress);
        }
        producer.flush();
        progress.update(acknowledged.get(), total.orElse(acknowledged.get() + failed.get()));
        return new Publication(acknowledged.get(), failed.get());
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(ImageEvent event, OptionalLong total, Progress progress) {
        ProducerRecord<String, ImageEvent> message = new ProducerRecord<>(
                Topic.IMAGE_EVENTS.topicName(),
                null,
                event.getId(),
                event,
                trace.get().headers());
        try {
            producer.send(message, (metadata, failure) -> settled(event, failure, total, progress));
        } catch (KafkaException e) {
            settled(event, e, total, progress);
        }
    }

    private void settled(ImageEvent event, @Nullable Exception failure, OptionalLong total, Progress progress) {
        if (failure == null) {
            progress.update(acknowledged.incrementAndGet(), total.orElse(-1));
        } else if (failed.incrementAndGet() <= NOTED_FAILURES) {
            progress.note(SafeText.oneLine("not published: " + event.getId() + ": " + failure.getMessage()));
        }
    }

    /** What became of the events handed in. */
    public record Publication(long acknowledged, long failed) {}
}
