package captionstream.cli.services;

import captionstream.worker.image.FetchPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where images may be read from. Events come from anybody who can publish, so nothing is allowed that is not named. */
public final class FetchOptions {
    @Option(
            names = "--image-root",
            split = ",",
            paramLabel = "DIR",
            description = "Folder that file: URIs may reach into; may be repeated ($CAPTIONSTREAM_IMAGE_ROOT).")
    private @Nullable List<Path> roots;

    @Option(
            names = "--image-host",
            split = ",",
            paramLabel = "HOST",
            description = "Host that http(s): URIs may name, as images.example.org, *.example.org or *; may be"
                    + " repeated ($CAPTIONSTREAM_IMAGE_HOST).")
    private @Nullable List<String> hosts;

    @Option(
            names = "--allow-private-addresses",
            arity = "0..1",
            paramLabel = "true|false",
            fallbackValue = "true",
            defaultValue = "false",
            description = "Hosts may resolve to addresses of this machine and of private networks.")
    private boolean privateAddresses;

    @Option(
            names = "--max-image-bytes",
            paramLabel = "N",
            description = "Largest image file (default: ${DEFAULT-VALUE}).",
            defaultValue = "20971520")
    private int maxBytes;

    @Option(
            names = "--fetch-timeout",
            paramLabel = "SECONDS",
            description = "For one image, retries included (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int timeoutSeconds;

    public FetchPolicy policy(List<Path> defaultRoots, List<String> defaultHosts) {
        return FetchPolicy.defaults()
                .withFileRoots(roots == null ? defaultRoots : roots)
                .withHosts(hosts == null ? defaultHosts : hosts)
                .withPrivateAddresses(privateAddresses)
                .withMaxBytes(maxBytes)
                .withTimeout(Duration.ofSeconds(timeoutSeconds));
    }
}
