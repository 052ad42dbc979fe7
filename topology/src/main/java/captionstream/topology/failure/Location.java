package captionstream.topology.failure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** A URI as it may be shown: short, and without user name and password. */
final class Location {
    private static final int LONGEST = 2048;
    private static final Pattern UP_TO_THE_LAST_AT =
            Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*:[/\\\\]*)?.*@", Pattern.DOTALL);

    private Location() {}

    static String shown(String uri) {
        String safe = withoutCredentials(uri);
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST - 1) + "…";
    }

    private static String withoutCredentials(String uri) {
        if (uri.indexOf('@') < 0) {
            return uri;
        }
        try {
            URI parsed = new URI(uri);
            boolean clear = parsed.isAbsolute() && !parsed.isOpaque();
            if (clear && parsed.getRawAuthority() == null) {
                return uri;
            }
            if (clear && parsed.getHost() != null) {
                String authority = parsed.getRawAuthority();
                return uri.replace(authority, authority.substring(authority.lastIndexOf('@') + 1));
            }
        } catch (URISyntaxException e) {
            // then it is not clear where a password may end
        }
        return UP_TO_THE_LAST_AT.matcher(uri).replaceFirst("$1");
    }
}
