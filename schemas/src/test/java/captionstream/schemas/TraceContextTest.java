package captionstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    /** The examples of the W3C's recommendation. */
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static final String STATE = "rojo=00f067aa0ba902b7, congo=t61rcWkgMzE,fw529a3039@dt=FfIAAAAA";

    @Test
    void aTraceIsCarriedOnAsItIs() {
        Headers from = headers(PARENT, STATE).add("baggage", new byte[100_000]);

        assertThat(text(TraceContext.carried(from))).isEqualTo("traceparent: " + PARENT + "\ntracestate: " + STATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
                "00-4bf92f3577b34da6a3ce929d0e0e473é-00f067aa0ba902b7-01"
            })
    void aMalformedTraceIsNotCarriedOnAndNeitherIsItsState(String parent) {
        assertThat(TraceContext.carried(headers(parent, STATE))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no equals sign", "Upper=1", "a=1,,b=2", "a=new\nline", "a=ü"})
    void aMalformedStateIsLeftBehind(String state) {
        assertThat(text(TraceContext.carried(headers(PARENT, state)))).isEqualTo("traceparent: " + PARENT);
    }

    @Test
    void aStateThatIsTooLongIsLeftBehind() {
        String members = IntStream.range(0, 33).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));

        assertThat(TraceContext.of(headers(PARENT, members)).orElseThrow().tracestate())
                .isEmpty();
        assertThat(TraceContext.of(headers(PARENT, "k=" + "v".repeat(511)))
                        .orElseThrow()
                        .tracestate())
                .isEmpty();
    }

    @Test
    void aRecordOfTwoTracesBelongsToNone() {
        Headers twice = headers(PARENT, STATE).add("traceparent", PARENT.getBytes(StandardCharsets.US_ASCII));

        assertThat(TraceContext.of(twice)).isEmpty();
    }

    @Test
    void aHeaderWithoutAValueIsNoTrace() {
        assertThat(TraceContext.of(new RecordHeaders().add("traceparent", null)))
                .isEmpty();
    }

    @Test
    void eachTraceThatBeginsIsAnother() {
        TraceContext trace = TraceContext.begin();

        assertThat(TraceContext.of(trace.headers())).contains(trace);
        assertThat(TraceContext.begin()).isNotEqualTo(trace);
    }

    @Test
    void oneGivenByHandMustBeWellFormed() {
        assertThatThrownBy(() -> new TraceContext("trace", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("traceparent is 'trace'");
    }

    private static Headers headers(String parent, String state) {
        return new RecordHeaders()
                .add("traceparent", parent.getBytes(StandardCharsets.UTF_8))
                .add("tracestate", state.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Headers headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .map(header -> header.key() + ": " + new String(header.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }
}
