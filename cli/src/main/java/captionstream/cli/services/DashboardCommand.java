package captionstream.cli.services;

import captionstream.dashboard.DashboardConfig;
import captionstream.dashboard.DashboardService;
import captionstream.dashboard.upload.UploadSettings;
import captionstream.dashboard.web.PageSettings;
import captionstream.schemas.KafkaConnection;
import captionstream.worker.image.FetchPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "dashboard",
        description = "Run the dashboard, a web page.",
        footer = {
            "",
            "Pictures are shown of images that --image-root, --image-host and --image-bucket allow, read again by the",
            "dashboard. People may try images at a URI and replay dead letters, and upload images where --upload-root",
            "says where to keep them: a folder that workers see under the same path and --image-root allows them.",
            "Beyond loopback that needs authentication, or --read-only. docs/operations.md has the whole of it."
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

    @Option(
            names = "--read-only",
            arity = "0..1",
            paramLabel = "true|false",
            fallbackValue = "true",
            defaultValue = "false",
            description = "Only show: nothing can be tried, uploaded or replayed ($CAPTIONSTREAM_READ_ONLY).")
    private boolean readOnly;

    @Option(
            names = "--upload-root",
            paramLabel = "DIR",
            description = "Take images of up to --max-image-bytes and keep them here; made where there is none.")
    private @Nullable Path uploadRoot;

    @Option(
            names = "--upload-space",
            paramLabel = "BYTES",
            description = "For all uploaded images; the oldest give way (default: ${DEFAULT-VALUE}).",
            defaultValue = "1073741824")
    private long uploadSpace;

    @Mixin
    private final AccessOptions access;

    @Mixin
    private final FetchOptions fetch = new FetchOptions();

    public DashboardCommand(Map<String, String> environment) {
        this.access = new AccessOptions(environment);
    }

    @Override
    protected Configured configure(KafkaConnection connection) {
        PageSettings page = new PageSettings(host, port, Set.copyOf(allowedHosts), access.access(), access.tls());
        FetchPolicy policy = fetch.policy(List.of(), List.of());
        UploadSettings uploads =
                uploadRoot == null ? null : new UploadSettings(uploadRoot, policy.maxBytes(), uploadSpace);
        DashboardConfig config =
                DashboardConfig.of(connection).withUploads(uploads).withPage(page, readOnly);
        FetchPolicy shown =
                uploads == null ? policy : policy.withFileRoot(DashboardSurroundings.folder(uploads.root()));
        return stop -> {
            FetchedThumbnails thumbnails = stop.add(new FetchedThumbnails(shown));
            stop.add(DashboardService.start(config, DashboardSurroundings.of(connection, thumbnails)));
            return Optional::empty;
        };
    }
}
