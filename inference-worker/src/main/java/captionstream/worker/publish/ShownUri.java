package captionstream.worker.publish;

import java.util.regex.Pattern;

/** A URI as people may see it: without user, password and query, which may hold credentials, and not endless. */
final class ShownUri {
    private static final Pattern USER = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*@");
    private static final Pattern QUERY = Pattern.compile("[?#].*$", Pattern.DOTALL);
    private static final int LONGEST = 500;

    private ShownUri() {}

    /** Works on text, since what fails to parse must not show its secrets either. */
    static String of(String uri) {
        String bare = QUERY.matcher(USER.matcher(uri).replaceFirst("$1//")).replaceFirst("?...");
        return bare.length() <= LONGEST ? bare : bare.substring(0, LONGEST) + "…";
    }
}
