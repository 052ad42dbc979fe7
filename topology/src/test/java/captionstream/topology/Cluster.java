package captionstream.topology;

import captionstream.local.EmbeddedKafka;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A real broker and registry with what tests ask of them. */
final class Cluster implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final KafkaProducer<String, byte[]> producer;
    private final AvroSerdes serdes;

    Cluster(Path directory, int partitions) {
        kafka = EmbeddedKafka.start(directory, 0, 0, partitions);
        serdes = AvroSerdes.using(kafka.connection());
        producer = new KafkaProducer<>(
                kafka.connection().clientConfig(), new StringSerializer(), new ByteArraySerializer());
    }

    KafkaConnection connection() {
        return kafka.connection();
    }

    void send(Topic topic, String key, SpecificRecord value) {
        Serializer<SpecificRecord> serializer = serdes.serializer(SpecificRecord.class);
        sendBytes(topic, key, serializer.serialize(topic.topicName(), value));
    }

    void sendBytes(Topic topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic.topicName(), key, value));
    }

    void flush() {
        producer.flush();
    }

    /** All committed records of a topic. */
    <T extends SpecificRecord> List<T> values(Topic topic, Class<T> type) {
        List<T> values = new ArrayList<>();
        read(topic, record -> values.add(serdes.deserializer(type).deserialize(topic.topicName(), record.value())));
        return values;
    }

    /** The latest committed bytes of each key that are not withdrawn, as hexadecimal, by topic and key. */
    SortedMap<String, String> latest(Topic... topics) {
        SortedMap<String, String> latest = new TreeMap<>();
        Stream.of(topics)
                .forEach(topic -> read(topic, record -> {
                    String key = topic.topicName() + " " + record.key();
                    if (record.value() == null) {
                        latest.remove(key);
                    } else {
                        latest.put(key, HexFormat.of().formatHex(record.value()));
                    }
                }));
        return latest;
    }

    /** The latest committed record of each key that is not withdrawn. */
    <T extends SpecificRecord> SortedMap<String, T> latestValues(Topic topic, Class<T> type) {
        SortedMap<String, T> latest = new TreeMap<>();
        read(topic, record -> {
            if (record.value() == null) {
                latest.remove(record.key());
            } else {
                latest.put(record.key(), serdes.deserializer(type).deserialize(topic.topicName(), record.value()));
            }
        });
        return latest;
    }

    /** What the record would be on this cluster, as hexadecimal. */
    String bytes(Topic topic, SpecificRecord value) {
        Serializer<SpecificRecord> serializer = serdes.serializer(SpecificRecord.class);
        return HexFormat.of().formatHex(serializer.serialize(topic.topicName(), value));
    }

    private void read(Topic topic, Consumer<ConsumerRecord<String, byte[]>> each) {
        Map<String, Object> config = kafka.connection().clientConfig();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(each);
            }
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        kafka.close();
    }
}
