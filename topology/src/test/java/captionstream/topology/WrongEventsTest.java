package captionstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.DeadLetter;
import captionstream.ImageEvent;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WrongEventsTest extends IntakeCase {
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
}
