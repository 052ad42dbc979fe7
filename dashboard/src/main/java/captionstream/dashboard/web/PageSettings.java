package captionstream.dashboard.web;

import captionstream.dashboard.access.Access;
import captionstream.dashboard.access.Tls;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the page is served.
 *
 * @param port 0 takes a free one
 * @param allowedHosts names that requests may give in their Host header besides the loopback names; where empty, a
 *     server that listens beyond loopback takes any
 * @param tls null serves plain HTTP
 */
public record PageSettings(
        String host,
        int port,
        Set<String> allowedHosts,
        Access access,
        @Nullable Tls tls) {
    public PageSettings {
        check(!host.isBlank(), "dashboard host is empty: give an address to listen on, such as 127.0.0.1");
        check(port >= 0 && port <= 65_535, "dashboard port is " + port + ": it must be between 0 and 65535");
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** On loopback, for everybody who can reach that. */
    public static PageSettings onLoopback(int port) {
        return new PageSettings("127.0.0.1", port, Set.of(), Access.everybody(), null);
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }
}
