package captionstream.benchmarks.statistics;

import captionstream.PromptStatistics;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The newest committed statistics over all time that were published since this was opened, by prompt. */
final class CountedCaptions implements AutoCloseable {
    private final String topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<PromptStatistics> deserializer;
    private final Map<String, PromptStatistics> byPrompt = new TreeMap<>();

    CountedCaptions(KafkaConnection connection, AvroSerdes serdes, String topic) {
        this.topic = topic;
        this.deserializer = serdes.deserializer(PromptStatistics.class);
        this.consumer =
                new KafkaConsumer<>(connection.readerConfig(), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** How many captions they count together. */
    long poll(Duration timeout) {
        consumer.poll(timeout).forEach(record -> {
            PromptStatistics statistics = deserializer.deserialize(topic, record.value());
            if (statistics != null && statistics.getWindow() == null) {
                byPrompt.put(statistics.getPrompt(), statistics);
            }
        });
        return byPrompt.values().stream()
                .mapToLong(statistics -> statistics.getClipScore().getCount())
                .sum();
    }

    Map<String, PromptStatistics> byPrompt() {
        return byPrompt;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
