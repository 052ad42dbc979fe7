package captionstream.endtoend;

import captionstream.cli.json.AvroJson;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroDeserializer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Committed records as lines of JSON, each with its topic, partition and key, in the order of their partitions. */
final class TopicExport {
    private TopicExport() {}

    static Path write(KafkaConnection kafka, Path file, Topic... topics) throws IOException {
        List<String> lines = new ArrayList<>();
        try (KafkaConsumer<String, SpecificRecord> consumer =
                new KafkaConsumer<>(kafka.readerConfig(), new StringDeserializer(), values(kafka))) {
            List<TopicPartition> partitions = Stream.of(topics)
                    .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> lines.add(line(record)));
            }
        }
        return Files.write(file, lines);
    }

    /** Each record as the class that its schema names. */
    private static AvroDeserializer<SpecificRecord> values(KafkaConnection kafka) {
        AvroDeserializer<SpecificRecord> values = new AvroDeserializer<>();
        values.configure(Map.of("schema.registry.url", kafka.schemaRegistryUrl().toString()), false);
        return values;
    }

    private static String line(ConsumerRecord<String, SpecificRecord> record) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("key", record.key());
        line.set("value", record.value() == null ? null : AvroJson.object(record.value()));
        return AvroJson.text(line);
    }
}
