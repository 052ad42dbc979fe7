package captionstream.topology.query;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Where one instance answers questions, and where the others find it.
 *
 * @param host address to listen on; the default is reachable from this machine only
 * @param port 0 takes a free one
 * @param advertised where other instances reach this one; null where that is what it listens on, or, if it listens on
 *     every address, this machine's own
 */
public record QuerySettings(String host, int port, @Nullable Instance advertised) {
    public static final QuerySettings DEFAULTS = new QuerySettings("127.0.0.1", 9402, null);

    public QuerySettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException(
                    "query-host is empty: give an address to listen on, such as 127.0.0.1 or 0.0.0.0");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("query-port is " + port + ": it must be between 0 and 65535");
        }
    }

    /** @param url {@code HOST:PORT}, or null */
    public static QuerySettings of(String host, int port, @Nullable String url) {
        return new QuerySettings(host, port, url == null ? null : Instance.parse(url));
    }

    Instance advertised(int boundPort) {
        if (advertised != null) {
            return advertised;
        }
        return new Instance(host.equals("0.0.0.0") || host.equals("::") ? ownAddress() : host, boundPort);
    }

    private static String ownAddress() {
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(
                    "This machine does not know its own address: say with query-url where other instances reach it", e);
        }
    }
}
