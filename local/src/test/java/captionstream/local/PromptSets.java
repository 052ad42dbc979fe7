package captionstream.local;

import captionstream.PromptSet;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes and reads the records of the topic prompt-sets. */
final class PromptSets {
    private static final String TOPIC = Topic.PROMPT_SETS.topicName();

    private PromptSets() {}

    /** Returns once the broker has acknowledged it. */
    static void publish(KafkaConnection connection, PromptSet value) {
        try (KafkaProducer<String, PromptSet> producer = new KafkaProducer<>(
                connection.clientConfig(),
                new StringSerializer(),
                AvroSerdes.using(connection).serializer(PromptSet.class))) {
            producer.send(new ProducerRecord<>(TOPIC, "current", value)).get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static List<PromptSet> read(KafkaConnection connection) {
        return read(connection, AvroSerdes.using(connection).deserializer(PromptSet.class));
    }

    /** Everything from the beginning to the present end. */
    static List<PromptSet> read(KafkaConnection connection, Deserializer<PromptSet> deserializer) {
        try (KafkaConsumer<String, PromptSet> consumer =
                new KafkaConsumer<>(connection.clientConfig(), new StringDeserializer(), deserializer)) {
            return TopicRecords.of(TOPIC, consumer).stream()
                    .map(ConsumerRecord::value)
                    .toList();
        }
    }
}
