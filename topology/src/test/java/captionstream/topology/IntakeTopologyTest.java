package captionstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.ImageEvent;
import captionstream.PromptSet;
import captionstream.RepeatedEvent;
import captionstream.schemas.TraceContext;
import captionstream.schemas.registry.InMemorySchemaRegistry;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.intake.IntakeSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
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
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IntakeTopologyTest {
    private static final Instant START = Instant.parse("2026-11-23T06:00:00Z");

    @TempDir
    Path stateDir;

    private final AvroSerdes serdes = AvroSerdes.using(new InMemorySchemaRegistry());
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> events;
    private TestInputTopic<String, PromptSet> promptSets;
    private TestOutputTopic<String, CaptionRequest> requests;
    private TestOutputTopic<byte[], DeadLetter> deadLetters;
    private TestOutputTopic<String, RepeatedEvent> repeatedEvents;

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

    @Test
    void anEventBecomesOneRequestWithTheFivePromptsOfThePaper() {
        ImageEvent event = event("a");
        event.setSha256("AB".repeat(32));
        event.setSourcePrompt("A painting of");
        event.setReferences(List.of("a cat"));
        event.setAttributes(Map.of("style", "noto"));

        send(event);

        CaptionRequest request = requests.readKeyValuesToList().get(0).value;
        assertThat(request)
                .isEqualTo(new CaptionRequest(
                        "a",
                        "file:/images/a.jpg",
                        "ab".repeat(32),
                        List.of(
                                "A detailed photo of",
                                "This image shows",
                                "A realistic image of",
                                "An image of",
                                "A picture that depicts"),
                        "paper v1",
                        null,
                        "A painting of",
                        List.of("a cat"),
                        Map.of("style", "noto"),
                        START));
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void anEventsOwnPromptsAreUsed() {
        ImageEvent event = event("a");
        event.setPrompts(List.of("A drawing of"));

        send(event);

        CaptionRequest request = requests.readValue();
        assertThat(request.getPrompts()).containsExactly("A drawing of");
        assertThat(request.getPromptSet()).isEqualTo("event");
    }

    @Test
    void anEventMayHaveAsManyAndAsLongReferencesAsAreAllowed() {
        ImageEvent event = event("a");
        event.setReferences(Collections.nCopies(32, "x".repeat(1000)));

        send(event);

        assertThat(requests.readValue().getReferences()).isEqualTo(event.getReferences());
    }

    @Test
    void theCurrentPromptSetIsUsedFromWhenItIsWrittenUntilItIsWithdrawn() {
        promptSets.pipeInput("draft", new PromptSet("draft", 9, List.of("Not this"), START));
        send(event("a"));
        promptSets.pipeInput("current", new PromptSet("short", 2, List.of("A"), START));
        send(event("b"));
        promptSets.pipeInput("current", (PromptSet) null);
        send(event("c"));

        assertThat(requests.readValuesToList())
                .extracting(CaptionRequest::getPromptSet)
                .containsExactly("paper v1", "short v2", "paper v1");
    }

    @Test
    void aPromptSetThatCannotBeUsedIsPassedOver() {
        promptSets.pipeInput("current", new PromptSet("short", 2, List.of("A"), START));
        send(event("a"));
        promptSets.pipeInput("current", new PromptSet("broken", 3, List.of(), START));
        send(event("b"));
        driver.createInputTopic("prompt-sets", new StringSerializer(), new ByteArraySerializer())
                .pipeInput("current", new byte[] {1, 2, 3});
        send(event("c"));

        assertThat(requests.readValuesToList())
                .extracting(CaptionRequest::getPromptSet)
                .containsExactly("short v2", "short v2", "short v2");
    }

    @Test
    void aRepeatWithinSevenDaysIsDroppedAndCounted() {
        send(event("a"), START);
        send(event("a"), START.plus(Duration.ofDays(6)));
        send(event("b"), START.plus(Duration.ofDays(6)));
        send(event("a"), START.plus(Duration.ofDays(7)));
        // late, but its id was accepted a moment ago
        send(event("b"), START.plus(Duration.ofDays(1)));

        assertThat(requests.readKeyValuesToList()).extracting(kv -> kv.key).containsExactly("a", "b", "a");
        assertThat(deadLetters.isEmpty()).isTrue();
        assertThat(repeats()).isEqualTo(2.0);
    }

    @Test
    void aRepeatLeavesANoteOfWhichEventItWas() {
        send(event("a"), START);
        send(event("a"), START.plusSeconds(9));

        TestRecord<String, RepeatedEvent> note = repeatedEvents.readRecord();
        assertThat(note.key()).isEqualTo("a");
        assertThat(note.value()).isEqualTo(new RepeatedEvent("a", START));
        assertThat(text(note.headers(), "captionstream-origin")).isEqualTo("image-events-0@1");
        assertThat(repeatedEvents.isEmpty()).isTrue();
    }

    @Test
    void anEventThatFailedMayComeAgainCorrected() {
        ImageEvent broken = event("a");
        broken.setUri("no scheme");
        send(broken);
        send(event("a"));

        assertThat(deadLetters.readValuesToList()).hasSize(1);
        assertThat(requests.readValuesToList()).hasSize(1);
    }

    @Test
    void theStoreForgetsWhatIsOlderThanTheWindow() {
        for (int day = 0; day < 60; day++) {
            send(event("image-" + day), START.plus(Duration.ofDays(day)));
        }

        // segments of time are dropped whole: two windows at most are held
        List<String> held = new ArrayList<>();
        driver.<String, byte[]>getWindowStore("accepted-images")
                .all()
                .forEachRemaining(entry -> held.add(entry.key.key()));
        assertThat(held).hasSizeBetween(7, 14).contains("image-59");
    }

    @Test
    void anImageMayBeInABucketOrInItsEvent() {
        ImageEvent stored = event("a");
        stored.setUri("s3://a_bucket/a%20b.jpg");
        ImageEvent carried = event("b");
        carried.setUri("data:image/png;base64," + "A".repeat(500_000));
        send(stored);
        send(carried);

        assertThat(requests.readValuesToList())
                .extracting(CaptionRequest::getUri)
                .containsExactly(stored.getUri(), carried.getUri());
    }

    static Stream<Arguments> wrongEvents() {
        return Stream.of(
                wrong("invalid_id", "the id is blank", event -> event.setId("  ")),
                wrong("invalid_id", "257 characters", event -> event.setId("x".repeat(257))),
                wrong("invalid_id", "control character", event -> event.setId("a\nb")),
                wrong("invalid_uri", "at position", event -> event.setUri("http://exa mple/")),
                wrong("invalid_uri", "no scheme", event -> event.setUri("")),
                wrong("invalid_uri", "no scheme", event -> event.setUri("images/a.jpg")),
                wrong("invalid_uri", "does not begin with /", event -> event.setUri("file:a.jpg")),
                wrong("invalid_uri", "no valid host", event -> event.setUri("http:///a.jpg")),
                wrong("invalid_uri", "8192 are allowed", event -> event.setUri("file:/" + "x".repeat(8187))),
                wrong("unsupported_scheme", "data, file, http, https, s3", event -> event.setUri("ftp://host/a.jpg")),
                wrong("invalid_uri", "does not begin with /", event -> event.setUri("s3:bucket/a.jpg")),
                wrong("invalid_sha256", "64 hexadecimal", event -> event.setSha256("ab")),
                wrong("invalid_sha256", "64 hexadecimal", event -> event.setSha256("g".repeat(64))),
                wrong("invalid_prompts", "empty", event -> event.setPrompts(List.of())),
                wrong("invalid_prompts", "prompt 2 is blank", event -> event.setPrompts(List.of("A", " "))),
                wrong("invalid_prompts", "prompt 2 repeats", event -> event.setPrompts(List.of("A", "A"))),
                wrong("invalid_prompts", "1001 characters", event -> event.setPrompts(List.of("x".repeat(1001)))),
                wrong("invalid_prompts", "control character", event -> event.setPrompts(List.of("A\u0000"))),
                wrong(
                        "invalid_prompts",
                        "33 prompts",
                        event -> event.setPrompts(
                                IntStream.range(0, 33).mapToObj(i -> "A" + i).toList())),
                wrong("invalid_prompts", "source prompt is blank", event -> event.setSourcePrompt("")),
                wrong(
                        "invalid_references",
                        "33 references",
                        event -> event.setReferences(Collections.nCopies(33, "a cat"))),
                wrong("invalid_references", "reference 2 is blank", event -> event.setReferences(List.of("A", "\n"))),
                wrong("invalid_references", "1001 characters", event -> event.setReferences(List.of("x".repeat(1001)))),
                wrong(
                        "event_too_large",
                        "786432 are allowed",
                        event -> event.setReferences(Collections.nCopies(100, "x".repeat(8_000)))));
    }

    private static Arguments wrong(String reason, String message, Consumer<ImageEvent> flaw) {
        ImageEvent event = event("a");
        flaw.accept(event);
        return Arguments.of(reason, message, event);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrongEvents")
    void aWrongEventBecomesOneDeadLetterWithItsBytes(String reason, String message, ImageEvent event) {
        byte[] key = bytes(event.getId());
        byte[] value = serdes.serializer(ImageEvent.class).serialize("image-events", event);

        events.pipeInput(key, value);

        assertThat(deadLetter(key, value)).satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(reason);
            assertThat(letter.getMessage()).contains(message);
        });
    }

    @Test
    void aRecordWithoutAValueBecomesADeadLetter() {
        events.pipeInput(bytes("a"), (byte[]) null);

        DeadLetter letter = deadLetters.readValue();
        assertThat(letter.getReason()).isEqualTo("empty_record");
        assertThat(letter.getValue()).isNull();
        assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap(bytes("a")));
    }

    @Test
    void bytesThatAreNoAvroBecomeADeadLetter() {
        byte[] value = bytes("{\"id\": \"a\"}");
        events.pipeInput(bytes("a"), value);

        DeadLetter letter = deadLetter(bytes("a"), value);
        assertThat(letter.getReason()).isEqualTo("undecodable_record");
        assertThat(letter.getImageId()).isNull();
    }

    @Test
    void aRecordUnderAnotherKeyOrNoneBecomesADeadLetter() {
        byte[] value = serdes.serializer(ImageEvent.class).serialize("image-events", event("a"));

        events.pipeInput(bytes("b"), value);
        events.pipeInput(null, value);

        assertThat(deadLetters.readValuesToList())
                .extracting(DeadLetter::getMessage)
                .containsExactly("the record's key is not the id", "the record's key is not the id");
    }

    @Test
    void aDeadLetterShowsNoCredentials() {
        ImageEvent event = event("a");
        event.setUri("ftp://user:secret@host/a.jpg");
        send(event);

        DeadLetter letter = deadLetters.readValue();
        assertThat(letter.getUri()).isEqualTo("ftp://host/a.jpg");
        assertThat(letter.getMessage()).doesNotContain("secret");
    }

    @Test
    void aRecordThatFillsItsBatchBecomesADeadLetterThatFitsWhereItDid() {
        byte[] key = new byte[600_000];

        events.pipeInput(new TestRecord<>(key, bytes("no Avro"), bulkyHeaders(), START));

        TestRecord<byte[], DeadLetter> record = deadLetters.readRecord();
        assertThat(record.key()).isNull();
        assertThat(record.headers()).isEmpty();
        assertThat(record.value().getKey()).isNull();
        assertThat(record.value().getValue()).isNull();
        assertThat(record.value().getOffset()).isZero();
        assertThat(record.value().getMessage()).endsWith("too large to be kept in here)");
    }

    @Test
    void ofAnEventsHeadersOnlyTheTraceGoesFurther() {
        TraceContext trace = TraceContext.begin();
        byte[] value = serdes.serializer(ImageEvent.class).serialize("image-events", event("a"));
        Headers headers = bulkyHeaders();
        trace.headers().forEach(headers::add);

        events.pipeInput(new TestRecord<>(bytes("a"), value, headers, START));
        events.pipeInput(new TestRecord<>(bytes("b"), bytes("no Avro"), headers, START));

        Headers request = requests.readRecord().headers();
        assertThat(request).extracting(Header::key).containsExactly("traceparent", "captionstream-origin");
        assertThat(TraceContext.of(request)).contains(trace);
        assertThat(deadLetters.readRecord().headers()).isEqualTo(trace.headers());
    }

    @Test
    void headersThatAreNoTraceGoNoFurther() {
        byte[] value = serdes.serializer(ImageEvent.class).serialize("image-events", event("a"));

        events.pipeInput(new TestRecord<>(bytes("a"), value, bulkyHeaders(), START));

        assertThat(requests.readRecord().headers()).extracting(Header::key).containsExactly("captionstream-origin");
    }

    @Test
    void aRequestSaysWhichEventItWasMadeOf() {
        send(event("a"));
        send(event("b"));

        assertThat(requests.readRecordsToList())
                .extracting(request -> text(request.headers(), "captionstream-origin"))
                .containsExactly("image-events-0@0", "image-events-0@1");
    }

    @Test
    void aReplayedEventHandsItsAttemptsOnToItsRequest() {
        byte[] value = serdes.serializer(ImageEvent.class).serialize("image-events", event("a"));

        events.pipeInput(new TestRecord<>(bytes("a"), value, attempts("2"), START));

        assertThat(text(requests.readRecord().headers(), "captionstream-attempts"))
                .isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "0, 1", "-1, 1", "99999999999, 1", "x, 1"})
    void aReplayedEventThatIsStillBadCountsItsAttemptsUnlessTheyAreForged(String before, int attempts) {
        events.pipeInput(new TestRecord<>(bytes("a"), bytes("no Avro"), attempts(before), START));

        assertThat(deadLetters.readValue().getAttempts()).isEqualTo(attempts);
    }

    private static RecordHeaders attempts(String before) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("captionstream-attempts", bytes(before));
        return headers;
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static RecordHeaders bulkyHeaders() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[400_000]);
        return headers;
    }

    @Test
    void noNodeOrStoreChangesItsNameUnnoticed() {
        String description =
                IntakeTopology.of(IntakeSettings.DEFAULTS, serdes).describe().toString();

        assertThat(description.strip()).isEqualTo("""
                Topologies:
                   Sub-topology: 0
                    Source: image-events (topics: [image-events])
                      --> check-events
                    Processor: check-events (stores: [])
                      --> dead-letters, drop-repeats
                      <-- image-events
                    Processor: drop-repeats (stores: [accepted-images])
                      --> build-requests, repeated-events
                      <-- check-events
                    Processor: build-requests (stores: [])
                      --> caption-requests
                      <-- drop-repeats
                    Sink: caption-requests (topic: caption-requests)
                      <-- build-requests
                    Sink: dead-letters (topic: dead-letters)
                      <-- check-events
                    Sink: repeated-events (topic: repeated-events)
                      <-- drop-repeats

                  Sub-topology: 1 for global store (will not generate tasks)
                    Source: read-prompt-sets (topics: [prompt-sets])
                      --> store-prompt-sets
                    Processor: store-prompt-sets (stores: [prompt-sets])
                      --> none
                      <-- read-prompt-sets""".strip());
    }

    private DeadLetter deadLetter(byte[] key, byte[] value) {
        assertThat(requests.isEmpty()).isTrue();
        assertThat(deadLetters.getQueueSize()).isEqualTo(1);
        var record = deadLetters.readRecord();
        DeadLetter letter = record.value();
        assertThat(record.key()).isEqualTo(key);
        assertThat(letter.getTopic()).isEqualTo("image-events");
        assertThat(letter.getPartition()).isZero();
        assertThat(letter.getOffset()).isZero();
        assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap(key));
        assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(value));
        assertThat(letter.getStage()).isEqualTo("intake");
        assertThat(letter.getAttempts()).isEqualTo(1);
        return letter;
    }

    private double repeats() {
        return driver.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("repeats-dropped-total"))
                .mapToDouble(metric -> (Double) metric.metricValue())
                .sum();
    }

    private void send(ImageEvent event) {
        send(event, START);
    }

    private void send(ImageEvent event, Instant time) {
        events.pipeInput(
                bytes(event.getId()), serdes.serializer(ImageEvent.class).serialize("image-events", event), time);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ImageEvent event(String id) {
        return new ImageEvent(id, "file:/images/" + id + ".jpg", null, null, null, List.of(), new HashMap<>(), START);
    }
}
