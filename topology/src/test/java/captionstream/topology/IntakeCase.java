package captionstream.topology;

import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.ImageEvent;
import captionstream.PromptSet;
import captionstream.RepeatedEvent;
import captionstream.schemas.registry.InMemorySchemaRegistry;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.intake.IntakeSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The intake topology in Kafka's test driver. */
abstract class IntakeCase {
    static final Instant START = Instant.parse("2026-11-23T06:00:00Z");

    @TempDir
    Path stateDir;

    final AvroSerdes serdes = AvroSerdes.using(new InMemorySchemaRegistry());
    TopologyTestDriver driver;
    TestInputTopic<byte[], byte[]> events;
    TestInputTopic<String, PromptSet> promptSets;
    TestOutputTopic<String, CaptionRequest> requests;
    TestOutputTopic<byte[], DeadLetter> deadLetters;
    TestOutputTopic<String, RepeatedEvent> repeatedEvents;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        driver = new TopologyTestDriver(IntakeTopology.of(IntakeSettings.DEFAULTS, serdes), properties, START);
        events = driver.createInputTopic(
                "image-events", new ByteArraySerializer(), new ByteArraySerializer(), START, Duration.ZERO);
        promptSets = driver.createInputTopic("prompt-sets", new StringSerializer(), serdes.serializer(PromptSet.class));
        requests = driver.createOutputTopic(
                "caption-requests", new StringDeserializer(), serdes.deserializer(CaptionRequest.class));
        deadLetters = driver.createOutputTopic(
                "dead-letters", new ByteArrayDeserializer(), serdes.deserializer(DeadLetter.class));
        repeatedEvents = driver.createOutputTopic(
                "repeated-events", new StringDeserializer(), serdes.deserializer(RepeatedEvent.class));
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    static RecordHeaders bulkyHeaders() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[400_000]);
        return headers;
    }

    void send(ImageEvent event) {
        send(event, START);
    }

    void send(ImageEvent event, Instant time) {
        events.pipeInput(
                bytes(event.getId()), serdes.serializer(ImageEvent.class).serialize("image-events", event), time);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static ImageEvent event(String id) {
        return new ImageEvent(id, "file:/images/" + id + ".jpg", null, null, null, List.of(), new HashMap<>(), START);
    }
}
