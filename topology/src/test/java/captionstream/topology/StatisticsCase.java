package captionstream.topology;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.schemas.Topic;
import captionstream.schemas.registry.InMemorySchemaRegistry;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.statistics.StatisticsSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The statistics topology in Kafka's test driver. */
abstract class StatisticsCase {
    @TempDir
    Path stateDir;

    final AvroSerdes serdes = AvroSerdes.using(new InMemorySchemaRegistry());
    TopologyTestDriver driver;
    TestInputTopic<byte[], byte[]> captions;
    TestOutputTopic<byte[], DeadLetter> deadLetters;

    @BeforeEach
    void start() {
        startAt(Instant.EPOCH);
    }

    void startAt(Instant now) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        driver = new TopologyTestDriver(StatisticsTopology.of(settings(), serdes), properties, now);
        captions = driver.createInputTopic("captions", new ByteArraySerializer(), new ByteArraySerializer());
        deadLetters = driver.createOutputTopic(
                "dead-letters", new ByteArrayDeserializer(), serdes.deserializer(DeadLetter.class));
    }

    StatisticsSettings settings() {
        return StatisticsSettings.DEFAULTS;
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    void tick() {
        driver.advanceWallClockTime(Duration.ofMillis(500));
        driver.advanceWallClockTime(Duration.ofMillis(500));
    }

    void send(Caption caption) {
        captions.pipeInput(caption.getImageId().getBytes(StandardCharsets.UTF_8), bytes(caption));
    }

    byte[] bytes(Caption caption) {
        return serdes.serializer(Caption.class).serialize("captions", caption);
    }

    <T extends SpecificRecord> TestOutputTopic<String, T> output(Topic topic, Class<T> type) {
        return driver.createOutputTopic(topic.topicName(), new StringDeserializer(), serdes.deserializer(type));
    }

    <T extends SpecificRecord> Map<String, T> read(Topic topic, Class<T> type) {
        return output(topic, type).readKeyValuesToMap();
    }
}
