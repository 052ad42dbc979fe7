package captionstream.cli.services;

import captionstream.topology.query.QuerySettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the topologies answer questions, and show their health and metrics. */
public final class QueryOptions {
    @Option(
            names = "--query-host",
            paramLabel = "ADDRESS",
            description = "Address to answer at; the default is reachable from this machine only, 0.0.0.0 is all of its"
                    + " addresses (default: ${DEFAULT-VALUE}).",
            defaultValue = "127.0.0.1")
    private String host = "";

    @Option(
            names = {"--query-port", "--health-port"},
            paramLabel = "PORT",
            description = "Port of /api, /live, /ready and /metrics; 0 for a free one, -1 for none (default:"
                    + " ${DEFAULT-VALUE}; $CAPTIONSTREAM_HEALTH_PORT).",
            defaultValue = "-1")
    private int port;

    @Option(
            names = "--query-url",
            paramLabel = "HOST:PORT",
            description = "Where the other instances reach this one (default: what it listens on; with 0.0.0.0, this"
                    + " machine's own address).")
    private @Nullable String url;

    /** Empty where nothing is to be answered. */
    public Optional<QuerySettings> settings() {
        return port == -1 ? Optional.empty() : Optional.of(QuerySettings.of(host, port, url));
    }
}
