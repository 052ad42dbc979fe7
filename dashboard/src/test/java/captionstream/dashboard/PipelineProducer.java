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

/** Writes any topic in transactions, as the worker does. */
final class PipelineProducer implements AutoCloseable {
    private final Serializer<SpecificRecord> serializer;
    private final KafkaProducer<String, byte[]> producer;

    PipelineProducer(KafkaConnection kafka) {
        serializer = AvroSerdes.using(kafka).serializer(SpecificRecord.class);
        Map<String, Object> config = kafka.clientConfig();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "test");
        producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
    }

    void send(Topic topic, String key, SpecificRecord value, Instant time) {
        byte[] bytes = serializer.serialize(topic.topicName(), value);
        producer.send(new ProducerRecord<>(topic.topicName(), null, time.toEpochMilli(), key, bytes));
    }

    void sendBytes(Topic topic, String key, byte[] bytes) {
        producer.send(new ProducerRecord<>(topic.topicName(), key, bytes));
    }

    void commit() {
        producer.commitTransaction();
        producer.beginTransaction();
    }

    void abort() {
        producer.flush();
        producer.abortTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }
}
