package captionstream.worker.image;

import java.net.URI;

/** URIs fit for dead letters and logs: without user, password, query and fragment, where secrets are carried. */
final class Redacted {
    private static final int LONGEST = 300;

    private Redacted() {}

    static String location(URI uri) {
        if (uri.isOpaque() || uri.getRawPath() == null) {
            return shortened(uri.getScheme() + ":…");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme() + ":";
        String host =
                uri.getHost() == null ? "" : "//" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        return shortened(scheme + host + uri.getRawPath());
    }

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
