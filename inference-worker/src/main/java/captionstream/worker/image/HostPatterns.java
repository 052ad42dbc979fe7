package captionstream.worker.image;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of hosts: which are allowed, and which are an IP address in disguise. */
final class HostPatterns {
    private static final Pattern PATTERN = Pattern.compile("\\*|(\\*\\.)?[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern LAST_LABEL_IS_A_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9A-Fa-f]*)");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern DOTTED_QUAD = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    private HostPatterns() {}

    static void check(List<String> patterns) {
        for (String pattern : patterns) {
            if (!PATTERN.matcher(pattern).matches()) {
                throw new IllegalArgumentException(
                        "image host must be a name, *.name or *, without scheme or port, but is " + pattern);
            }
        }
    }

    static boolean allow(List<String> patterns, String host) {
        String name = normalized(host);
        return patterns.stream().map(HostPatterns::normalized).anyMatch(pattern -> matches(pattern, name));
    }

    /** Such as 2130706433, 0x7f.1 or 0177.0.0.1, which resolvers read in different ways. */
    static boolean isOddlySpelledAddress(String host) {
        String name = normalized(host);
        return LAST_LABEL_IS_A_NUMBER.matcher(name).matches()
                && !DOTTED_QUAD.matcher(name).matches();
    }

    private static boolean matches(String pattern, String name) {
        return pattern.equals("*")
                || pattern.equals(name)
                || pattern.startsWith("*.") && name.endsWith(pattern.substring(1)) && name.length() >= pattern.length();
    }

    private static String normalized(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
