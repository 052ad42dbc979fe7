package captionstream.cli.services;

import captionstream.dashboard.DashboardConfig;
import captionstream.dashboard.DashboardService;
import captionstream.dashboard.thumbnail.Thumbnails;
import captionstream.schemas.KafkaConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "dashboard",
        description = "Run the dashboard, a web page.",
        footer = {
            "",
            "Pictures are shown of images that --image-root, --image-host and --image-bucket allow, read again by the dashboard."
        })
public final class DashboardCommand extends ServiceCommand {
    @Option(
            names = {"--host", "--http-host"},
            paramLabel = "ADDRESS",
            description = "Address to listen on; the default is reachable from this machine only (default:"
                    + " ${DEFAULT-VALUE}; $CAPTIONSTREAM_HTTP_HOST).",
            defaultValue = "127.0.0.1")
    private String host = "";

    @Option(
            names = {"--port", "--http-port"},
            paramLabel = "PORT",
            description = "Port to listen on (default: ${DEFAULT-VALUE}; $CAPTIONSTREAM_HTTP_PORT).",
            defaultValue = "8080")
    private int port;

    @Option(
            names = "--allowed-host",
            split = ",",
            paramLabel = "NAME",
            description = "Name under which browsers may reach the page, besides localhost; may be repeated.")
    private List<String> allowedHosts = List.of();

    @Mixin
    private final FetchOptions fetch = new FetchOptions();

    @Override
    protected Supplier<Optional<String>> start(KafkaConnection connection, OrderlyStop stop) {
        DashboardConfig config =
                DashboardConfig.of(connection).withAddress(host, port).withAllowedHosts(Set.copyOf(allowedHosts));
        Thumbnails thumbnails = stop.add(new FetchedThumbnails(fetch.policy(List.of(), List.of())));
        stop.add(DashboardService.start(config, thumbnails));
        return Optional::empty;
    }
}
