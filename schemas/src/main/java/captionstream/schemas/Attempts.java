package captionstream.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * How often a record had been processed and given up before it was published again: on a replayed record, and on what
 * is made of it, as the header {@value #HEADER}.
 */
public record Attempts(int before) {
    public static final String HEADER = "captionstream-attempts";

    /** Of a record that was never given up. */
    public static final Attempts NONE = new Attempts(0);

    private static final int MOST_DIGITS = 6;

    public Attempts {
        if (before < 0) {
            throw new IllegalArgumentException("attempts are " + before + ": there cannot be fewer than none");
        }
    }

    /** What the headers say; {@link #NONE} where they say nothing that can be read. */
    public static Attempts in(Headers headers) {
        return header(headers)
                .map(Header::value)
                .filter(value -> value.length <= MOST_DIGITS)
                .map(value -> new String(value, StandardCharsets.US_ASCII))
                .filter(text -> text.matches("[0-9]+"))
                .map(text -> new Attempts(Integer.parseInt(text)))
                .orElse(NONE);
    }

    private static Optional<Header> header(Headers headers) {
        return Optional.ofNullable(headers.lastHeader(HEADER)).filter(header -> header.value() != null);
    }

    public boolean isReplay() {
        return before > 0;
    }

    /** The attempt that is being made on a record with these before it. */
    public int now() {
        return before + 1;
    }

    public Header asHeader() {
        return new RecordHeader(HEADER, Integer.toString(before).getBytes(StandardCharsets.US_ASCII));
    }
}
