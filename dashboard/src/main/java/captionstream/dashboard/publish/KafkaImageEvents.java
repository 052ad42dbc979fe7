package captionstream.dashboard.publish;

import captionstream.ImageEvent;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.TraceContext;
import captionstream.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes to the topic of image events, one at a time, each acknowledged by all replicas in sync. */
public final class KafkaImageEvents implements ImageEvents, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MAX_BLOCK_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 5_000;
    private static final int DELIVERY_MILLIS = 10_000;

    private final Producer<String, ImageEvent> producer;

    KafkaImageEvents(Producer<String, ImageEvent> producer) {
        this.producer = producer;
    }

    /** Reaches for the cluster with the first event only. */
    public static KafkaImageEvents on(KafkaConnection kafka) {
        Map<String, Object> config = kafka.clientConfig();
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "captionstream-dashboard-try");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        AvroSerdes serdes = AvroSerdes.using(kafka);
        return new KafkaImageEvents(
                new KafkaProducer<>(config, new StringSerializer(), serdes.serializer(ImageEvent.class)));
    }

    @Override
    public void publish(ImageEvent event) throws PublishFailedException {
        ProducerRecord<String, ImageEvent> record = new ProducerRecord<>(
                Topic.IMAGE_EVENTS.topicName(),
                null,
                event.getId(),
                event,
                TraceContext.begin().headers());
        try {
            producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (KafkaException | TimeoutException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    private static PublishFailedException failed(Throwable cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new PublishFailedException("Kafka did not take the event: " + why, cause);
    }
}
