package captionstream.topology.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where one instance of the topologies answers.
 *
 * @param host a name or an address, of IPv6 without brackets
 */
public record Instance(String host, int port) {
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([a-zA-Z0-9.-]+)):(\\d{1,5})");

    /** @throws IllegalArgumentException if the text is not {@code HOST:PORT} */
    public static Instance parse(String text) {
        Matcher parts = HOST_AND_PORT.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(3)) > 65_535) {
            throw new IllegalArgumentException(
                    "query-url is '" + text + "': it must be HOST:PORT, such as topology-1.example.org:9402");
        }
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        return new Instance(host, Integer.parseInt(parts.group(3)));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
