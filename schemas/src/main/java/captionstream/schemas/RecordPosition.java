package captionstream.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Where a record stands in Kafka, written as {@code image-events-3@17}: topic, partition, offset. */
public record RecordPosition(String topic, int partition, long offset) {
    /** On a request or a repeat, the event that it was made of; on a caption, the request. */
    public static final String ORIGIN_HEADER = "captionstream-origin";

    private static final int LONGEST = 300;
    private static final Pattern TEXT = Pattern.compile("(.+)-(\\d{1,9})@(\\d{1,18})");

    /** This position as the origin of a record made of the record here. */
    public Header asOrigin() {
        return new RecordHeader(ORIGIN_HEADER, toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What a record says it was made of; empty where it says nothing that can be read. */
    public static Optional<RecordPosition> originIn(Headers headers) {
        Header header = headers.lastHeader(ORIGIN_HEADER);
        return header == null || header.value() == null || header.value().length > LONGEST
                ? Optional.empty()
                : parse(new String(header.value(), StandardCharsets.UTF_8));
    }

    private static Optional<RecordPosition> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new RecordPosition(
                        parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
