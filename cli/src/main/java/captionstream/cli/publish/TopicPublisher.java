package captionstream.cli.publish;

import captionstream.CaptionFeedback;
import captionstream.ImageEvent;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Progress;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.TraceContext;
import captionstream.schemas.serde.AvroSerdes;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to a topic, keyed by image id, each acknowledged by all replicas and never written twice by a retry.
 *
 * @param <T> the topic's record
 */
public final class TopicPublisher<T extends SpecificRecord> implements AutoCloseable {
    private static final int NOTED_FAILURES = 10;

    private final Topic topic;
    private final KafkaProducer<String, T> producer;
    private final Function<T, String> imageId;
    private final Supplier<Headers> headers;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /**
     * @param imageId of a record
     * @param headers of each record
     */
    private TopicPublisher(
            KafkaConnection connection,
            Topic topic,
            Serializer<T> serializer,
            Function<T, String> imageId,
            Supplier<Headers> headers) {
        this.topic = topic;
        this.imageId = imageId;
        this.headers = headers;
        Map<String, Object> config = connection.clientConfig();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // With more than one batch in flight, a partition that is just getting its leader can lose the first.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), serializer);
    }

    /** Of events that each begin a trace. */
    public static TopicPublisher<ImageEvent> events(KafkaConnection connection, AvroSerdes serdes) {
        return events(connection, serdes, TraceContext::begin);
    }

    /** @param trace the trace of each event */
    public static TopicPublisher<ImageEvent> events(
            KafkaConnection connection, AvroSerdes serdes, Supplier<TraceContext> trace) {
        return new TopicPublisher<>(
                connection,
                Topic.IMAGE_EVENTS,
                serdes.serializer(ImageEvent.class),
                ImageEvent::getId,
                () -> trace.get().headers());
    }

    public static TopicPublisher<CaptionFeedback> feedback(KafkaConnection connection, AvroSerdes serdes) {
        return new TopicPublisher<>(
                connection,
                Topic.CAPTION_FEEDBACK,
                serdes.serializer(CaptionFeedback.class),
                CaptionFeedback::getImageId,
                RecordHeaders::new);
    }

    /** Publishes all records and waits for every acknowledgement. */
    public Publication publish(Stream<T> records, OptionalLong total, Progress progress) {
        Iterator<T> iterator = records.iterator();
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

    private void send(T record, OptionalLong total, Progress progress) {
        ProducerRecord<String, T> message =
                new ProducerRecord<>(topic.topicName(), null, imageId.apply(record), record, headers.get());
        try {
            producer.send(message, (metadata, failure) -> settled(record, failure, total, progress));
        } catch (KafkaException e) {
            settled(record, e, total, progress);
        }
    }

    private void settled(T record, @Nullable Exception failure, OptionalLong total, Progress progress) {
        if (failure == null) {
            progress.update(acknowledged.incrementAndGet(), total.orElse(-1));
        } else if (failed.incrementAndGet() <= NOTED_FAILURES) {
            progress.note(SafeText.oneLine("not published: " + imageId.apply(record) + ": " + failure.getMessage()));
        }
    }

    /** What became of the records handed in. */
    public record Publication(long acknowledged, long failed) {
        /**
         * Prints what was published.
         *
         * @param leftOut records that could not be handed in
         * @return the command's exit code
         */
        public int report(int leftOut, Terminal terminal) {
            String summary = "published " + acknowledged;
            summary += failed == 0 ? "" : ", failed " + failed;
            terminal.out().println(leftOut == 0 ? summary : summary + ", left out " + leftOut);
            return failed + leftOut == 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
