package captionstream.worker.hub;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A branch, a tag, a commit, or a pull request ({@code refs/pr/1}). */
public record Revision(String value) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/+@-]{0,199}");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    public Revision {
        if (!NAME.matcher(value).matches() || value.contains("..") || value.contains("//")) {
            throw new IllegalArgumentException(
                    "'" + value + "' is no revision: name a branch, a tag or a commit, such as main");
        }
    }

    static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    /** As one segment of a path. */
    String encoded() {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return value;
    }
}
