package captionstream.dashboard;

import captionstream.schemas.KafkaConnection;
import java.time.Duration;
import java.util.Set;

/**
 * Settings of the dashboard.
 *
 * @param host address to listen on; the default is reachable from this machine only
 * @param port 0 takes a free one
 * @param allowedHosts names that requests may give in their Host header besides the loopback names. Empty means: only
 *     loopback names where {@code host} is a loopback address, any name otherwise
 * @param maxStreamClients pages that may follow the live stream at once; further ones are told to poll
 * @param recentImages images kept with their captions
 * @param history time covered by the flow chart, and how far back captions are read at the start
 */
public record DashboardConfig(
        KafkaConnection kafka,
        String host,
        int port,
        Set<String> allowedHosts,
        int maxStreamClients,
        int recentImages,
        Duration history) {

    public DashboardConfig {
        check(!host.isBlank(), "dashboard host is empty: give an address to listen on, such as 127.0.0.1");
        check(port >= 0 && port <= 65_535, "dashboard port is " + port + ": it must be between 0 and 65535");
        check(
                maxStreamClients >= 1 && maxStreamClients <= 10_000,
                "dashboard max-stream-clients is " + maxStreamClients + ": it must be between 1 and 10000");
        check(
                recentImages >= 1 && recentImages <= 1_000,
                "dashboard recent-images is " + recentImages + ": it must be between 1 and 1000");
        check(
                history.compareTo(Duration.ofMinutes(1)) >= 0 && history.compareTo(Duration.ofHours(24)) <= 0,
                "dashboard history is " + history + ": it must be between 1 minute and 24 hours");
        allowedHosts = Set.copyOf(allowedHosts);
    }

    public static DashboardConfig of(KafkaConnection kafka) {
        return new DashboardConfig(kafka, "127.0.0.1", 8080, Set.of(), 500, 48, Duration.ofHours(1));
    }

    public DashboardConfig withAddress(String host, int port) {
        return new DashboardConfig(kafka, host, port, allowedHosts, maxStreamClients, recentImages, history);
    }

    public DashboardConfig withAllowedHosts(Set<String> allowedHosts) {
        return new DashboardConfig(kafka, host, port, allowedHosts, maxStreamClients, recentImages, history);
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }
}
