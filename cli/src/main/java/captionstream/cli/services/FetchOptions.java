package captionstream.cli.services;

import captionstream.worker.image.FetchPolicy;
import captionstream.worker.image.S3Access;
import java.net.URI;
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
            names = "--image-bucket",
            split = ",",
            paramLabel = "BUCKET",
            description = "Bucket that s3://bucket/key URIs may name, or * for any that the worker's credentials reach;"
                    + " may be repeated ($CAPTIONSTREAM_IMAGE_BUCKET). Credentials are AWS's usual ones.")
    private List<String> buckets = List.of();

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "Server that speaks S3, as https://minio.example.org:9000; it may have a private address"
                    + " (default: Amazon's).")
    private @Nullable URI s3Endpoint;

    @Option(
            names = "--s3-region",
            paramLabel = "REGION",
            description =
                    "Region of the buckets (default: $AWS_REGION or the profile's; us-east-1 with --s3-endpoint).")
    private @Nullable String s3Region;

    @Option(
            names = "--s3-path-style",
            arity = "0..1",
            paramLabel = "true|false",
            fallbackValue = "true",
            description = "The bucket is the first part of the path, and not of the host's name (default: true with"
                    + " --s3-endpoint).")
    private @Nullable Boolean s3PathStyle;

    @Option(
            names = "--data-uris",
            arity = "0..1",
            paramLabel = "true|false",
            fallbackValue = "true",
            defaultValue = "true",
            description = "Events may carry their images themselves, in data: URIs (default: ${DEFAULT-VALUE}).")
    private boolean dataUris;

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
                .withDataUris(dataUris)
                .withS3(s3())
                .withMaxBytes(maxBytes)
                .withTimeout(Duration.ofSeconds(timeoutSeconds));
    }

    private S3Access s3() {
        boolean pathStyle = s3PathStyle == null ? s3Endpoint != null : s3PathStyle;
        return new S3Access(buckets, s3Endpoint, s3Region, pathStyle);
    }
}
