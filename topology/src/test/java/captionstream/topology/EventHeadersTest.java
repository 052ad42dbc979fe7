package captionstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.ImageEvent;
import captionstream.schemas.TraceContext;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventHeadersTest extends IntakeCase {
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
}
