package captionstream.dashboard;

import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes any topic in transactions, as the worker does. One begins with its first record: a producer that is closed in
 * an empty one waits half a minute.
 */
final class PipelineProducer implements AutoCloseable {
    private final Serializer<SpecificRecord> serializer;
    private final KafkaProducer<String, byte[]> producer;
    private boolean inTransaction;

    PipelineProducer(KafkaConnection kafka) {
        serializer = AvroSerdes.using(kafka).serializer(SpecificRecord.class);
        Map<String, Object> config = kafka.clientConfig();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "test");
        producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    void send(Topic topic, String key, SpecificRecord value, Instant time) {
        byte[] bytes = serializer.serialize(topic.topicName(), value);
        send(new ProducerRecord<>(topic.topicName(), null, time.toEpochMilli(), key, bytes));
    }

    void sendBytes(Topic topic, String key, byte[] bytes) {
        send(new ProducerRecord<>(topic.topicName(), key, bytes));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        if (!inTransaction) {
            producer.beginTransaction();
            inTransaction = true;
        }
        producer.send(record);
    }

    void commit() {
        producer.commitTransaction();
        inTransaction = false;
    }

    void abort() {
        producer.flush();
        producer.abortTransaction();
        inTransaction = false;
    }

    @Override
    public void close() {
        producer.close();
    }
}
