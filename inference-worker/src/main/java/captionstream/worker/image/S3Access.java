package captionstream.worker.image;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which objects {@code s3:} URIs may name, and who holds them.
 *
 * @param buckets names of buckets, or {@code *} for any that the credentials reach; nothing is allowed that is not
 *     listed
 * @param endpoint of an S3-compatible server; null for Amazon's own. The server named here may have a private address.
 * @param region null for the one that AWS's own settings name
 * @param pathStyle whether the bucket is the first part of the path, and not of the host's name
 */
public record S3Access(
        List<String> buckets,
        @Nullable URI endpoint,
        @Nullable String region,
        boolean pathStyle) {
    /** No bucket is allowed. */
    public static final S3Access NONE = new S3Access(List.of(), null, null, false);

    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,62}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,63}");

    public S3Access {
        buckets = List.copyOf(buckets);
        for (String bucket : buckets) {
            if (!bucket.equals("*") && !isBucket(bucket)) {
                throw new IllegalArgumentException(
                        "image bucket must be the name of a bucket or *, without s3:// or path, but is " + bucket);
            }
        }
        if (endpoint != null && !isServer(endpoint)) {
            throw new IllegalArgumentException(
                    "S3 endpoint must be as https://host or http://host:port, without user, path or query, but is "
                            + Redacted.location(endpoint));
        }
        if (region != null && !REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("S3 region must be as eu-central-1, but is " + region);
        }
    }

    boolean allows(String bucket) {
        return buckets.contains("*") || buckets.contains(bucket);
    }

    static boolean isBucket(String name) {
        return BUCKET.matcher(name).matches();
    }

    private static boolean isServer(URI endpoint) {
        boolean web = "http".equalsIgnoreCase(endpoint.getScheme()) || "https".equalsIgnoreCase(endpoint.getScheme());
        boolean bare = endpoint.getRawPath() == null || endpoint.getRawPath().matches("/?");
        return web
                && bare
                && endpoint.getHost() != null
                && endpoint.getRawUserInfo() == null
                && endpoint.getRawQuery() == null
                && endpoint.getRawFragment() == null;
    }
}
