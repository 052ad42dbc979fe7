package captionstream.schemas;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URI as people may see it: without user, password, query and fragment, where secrets are carried, without the bytes
 * of a {@code data:} URI, and not endless.
 */
public final class ShownUri {
    static final int LONGEST = 500;

    private static final Pattern UP_TO_THE_LAST_AT =
            Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*:[/\\\\]*)?.*@", Pattern.DOTALL);
    private static final Pattern CARRIED =
            Pattern.compile("^(data:[^,]{0,100}).*$", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern QUERY = Pattern.compile("[?#].*$", Pattern.DOTALL);

    private ShownUri() {}

    /** Of any text: what is no URI must not show its secrets either. */
    public static String of(String uri) {
        Matcher carried = CARRIED.matcher(uri);
        if (carried.matches()) {
            return carried.group(1) + ",…";
        }
        String bare = QUERY.matcher(withoutUser(uri)).replaceFirst("?...");
        return bare.length() <= LONGEST ? bare : bare.substring(0, LONGEST - 1) + "…";
    }

    private static String withoutUser(String uri) {
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
