package captionstream.worker.hub;

import java.io.Closeable;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last response, after redirects.
 *
 * @param hub the headers of the first one, which came from the hub itself
 * @param isFromHub whether the last one came from there too
 */
record Answer(URI uri, int status, HttpHeaders headers, HttpHeaders hub, boolean isFromHub, ResponseBody body)
        implements Closeable {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

    OptionalLong contentLength() {
        return headers.firstValueAsLong("Content-Length");
    }

    /** Whether the body goes on from there in a file of that size. */
    boolean continuesAt(long position, long size) {
        Matcher range =
                CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
        return range.matches()
                && Long.parseLong(range.group(1)) == position
                && (range.group(2).equals("*") || Long.parseLong(range.group(2)) == size);
    }

    Optional<String> errorCode() {
        return headers.firstValue("X-Error-Code");
    }

    @Override
    public void close() {
        body.close();
    }
}
