package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** What can be said of an HTTP URI before its host is looked up. */
final class HttpLocation {
    private static final int HIGHEST_PORT = 65_535;

    private HttpLocation() {}

    static void check(URI uri, List<String> allowedHosts) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw forbidden("a redirect leads from HTTP to another scheme", uri);
        }
        if (uri.getHost() == null) {
            throw new ImageRejected(
                    DeadLetterReason.INVALID_URI, "the URI names no valid host: " + Redacted.location(uri));
        }
        if (uri.getPort() > HIGHEST_PORT) {
            throw new ImageRejected(DeadLetterReason.INVALID_URI, "there is no such port: " + Redacted.location(uri));
        }
        if (uri.getRawUserInfo() != null) {
            throw forbidden("URIs with a user or password are not fetched", uri);
        }
        if (HostPatterns.isOddlySpelledAddress(uri.getHost())) {
            throw forbidden("the host is an odd spelling of an IP address", uri);
        }
        if (!HostPatterns.allow(allowedHosts, uri.getHost())) {
            throw forbidden("images may not be fetched from this host", uri);
        }
    }

    /** Where a redirect leads; its target must be checked like any other. */
    static URI redirected(URI from, String location) {
        try {
            URI target = from.resolve(location);
            if ("https".equalsIgnoreCase(from.getScheme()) && "http".equalsIgnoreCase(target.getScheme())) {
                throw forbidden("a redirect leads from HTTPS to plain HTTP", target);
            }
            return target;
        } catch (IllegalArgumentException e) {
            throw new ImageRejected(
                    DeadLetterReason.FETCH_FAILED, "a redirect leads nowhere: " + Redacted.location(from), e);
        }
    }

    private static ImageRejected forbidden(String why, URI uri) {
        return new ImageRejected(DeadLetterReason.FORBIDDEN_LOCATION, why + ": " + Redacted.location(uri));
    }
}
