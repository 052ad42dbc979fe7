package captionstream.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Which trace a record belongs to, after the W3C's Trace Context (https://www.w3.org/TR/trace-context/), in the headers
 * {@code traceparent} and {@code tracestate}. Services record no spans of their own and hand both on as they are.
 *
 * @param traceparent version, trace id, parent id and flags
 * @param tracestate of tracing systems; empty where there is none
 */
public record TraceContext(String traceparent, String tracestate) {
    private static final String PARENT_HEADER = "traceparent";
    private static final String STATE_HEADER = "tracestate";
    private static final int LONGEST_STATE = 512;
    private static final int MOST_MEMBERS = 32;
    private static final Pattern PARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern MEMBER = Pattern.compile(
            "[a-z0-9][a-z0-9_*/@-]{0,255}=[\\x20-\\x2b\\x2d-\\x3c\\x3e-\\x7e]{0,255}[\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e]");

    /** @throws IllegalArgumentException where one of them is not of the form that the W3C gives it */
    public TraceContext {
        if (!PARENT.matcher(traceparent).matches()) {
            throw new IllegalArgumentException("traceparent is '" + traceparent
                    + "': it must be like 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        }
        if (!isState(tracestate)) {
            throw new IllegalArgumentException(
                    "tracestate is '" + tracestate + "': it must be a list like vendor=value,other=value");
        }
    }

    private static boolean isState(String text) {
        String[] members = text.split(",", -1);
        return text.isEmpty()
                || (text.length() <= LONGEST_STATE
                        && members.length <= MOST_MEMBERS
                        && Arrays.stream(members).map(String::strip).allMatch(member -> MEMBER.matcher(member)
                                .matches()));
    }

    /** A trace of its own, to be recorded by whoever records. */
    public static TraceContext begin() {
        return new TraceContext("00-" + hex(nonZero()) + hex(nonZero()) + "-" + hex(nonZero()) + "-01", "");
    }

    private static long nonZero() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }

    private static String hex(long value) {
        return HexFormat.of().toHexDigits(value);
    }

    /** Headers come from anybody: empty where a trace is missing, ambiguous or malformed; a bad state alone is dropped. */
    public static Optional<TraceContext> of(Headers headers) {
        String parent = only(headers, PARENT_HEADER);
        if (parent == null || !PARENT.matcher(parent).matches()) {
            return Optional.empty();
        }
        String state = only(headers, STATE_HEADER);
        return Optional.of(new TraceContext(parent, state != null && isState(state) ? state : ""));
    }

    private static @Nullable String only(Headers headers, String name) {
        Iterator<Header> found = headers.headers(name).iterator();
        byte[] value = found.hasNext() ? found.next().value() : null;
        return value == null || found.hasNext() || value.length > LONGEST_STATE
                ? null
                : new String(value, StandardCharsets.ISO_8859_1);
    }

    /** Of the headers of one record those that the records made of it carry on; fresh, and 600 bytes at most. */
    public static Headers carried(Headers from) {
        return of(from).map(TraceContext::headers).orElseGet(RecordHeaders::new);
    }

    public Headers headers() {
        Headers headers = new RecordHeaders().add(PARENT_HEADER, traceparent.getBytes(StandardCharsets.US_ASCII));
        return tracestate.isEmpty()
                ? headers
                : headers.add(STATE_HEADER, tracestate.getBytes(StandardCharsets.US_ASCII));
    }
}
