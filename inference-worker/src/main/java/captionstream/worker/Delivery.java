package captionstream.worker;

import captionstream.CaptionRequest;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.worker.intake.DeliveryLimit;
import captionstream.worker.intake.LoadedRequest;
import captionstream.worker.intake.PendingRequest;
import captionstream.worker.intake.RequestSource;
import captionstream.worker.intake.SharedRequests;
import captionstream.worker.observe.WorkerMetrics;
import captionstream.worker.publish.RequestOutcome;
import captionstream.worker.publish.ResultTransaction;
import captionstream.worker.publish.ResultWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where requests come from, and how their outcomes are published so that what was promised of them is kept. For one
 * thread, where nothing else is said. Failures of Kafka are {@link org.apache.kafka.common.KafkaException}s, after which
 * {@link #startOver} must follow.
 */
sealed interface Delivery extends AutoCloseable permits ExactlyOnceDelivery, ShareDelivery {
    /** As the configuration wants it, ready to {@link #subscribe}; settings of a share group are made in the cluster. */
    static Delivery of(
            WorkerConfig config, KafkaClients clients, Admin admin, AvroSerdes serdes, WorkerMetrics metrics) {
        return switch (config.delivery()) {
            case EXACTLY_ONCE ->
                new ExactlyOnceDelivery(
                        new RequestSource(clients.consumer()), new ResultTransaction(clients::producer));
            case SHARE -> {
                int deliveries = new ShareGroup(admin, config.groupId()).prepare();
                yield new ShareDelivery(
                        new SharedRequests(clients.shareConsumer(), System::nanoTime, metrics),
                        new ResultWriter(clients::idempotentProducer),
                        new DeliveryLimit(deliveries, serdes.deserializer(CaptionRequest.class)));
            }
        };
    }

    /** Joins the group; {@code onLost} hears, inside {@link #poll}, of partitions that are no longer this worker's. */
    void subscribe(String topic, Consumer<Collection<TopicPartition>> onLost);

    /**
     * Keeps what this worker holds and, when hungry, brings further records.
     *
     * @param patience how long to wait; a {@link #wake} ends it
     */
    List<ConsumerRecord<byte[], byte[]>> poll(Duration patience, boolean hungry);

    /** Requests of equal sequence are to be finished in their order, others in any. */
    Object sequence(PendingRequest request);

    /** The same loader, but for records that must not be tried again. Both are safe for many threads. */
    Function<ConsumerRecord<byte[], byte[]>, LoadedRequest> guarding(
            Function<ConsumerRecord<byte[], byte[]>, LoadedRequest> loader);

    /** Publishes the records of these outcomes, and sees to it that their requests do not come again. */
    void publish(List<RequestOutcome> outcomes, List<ProducerRecord<byte[], byte[]>> records);

    /** Brings every request again that {@link #poll} brought and that has not been published. */
    void startOver();

    /** Ends a running or the next {@link #poll} early. Safe from any thread. */
    void wake();

    /** Leaves the group at once, so that others take over what is not published. */
    @Override
    void close();
}
