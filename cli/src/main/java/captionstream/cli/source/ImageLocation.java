package captionstream.cli.source;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a person writes for an image, a path or a URI, as the URI of an event. */
final class ImageLocation {
    /** Two letters at least, so that a Windows drive is no scheme. */
    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    private ImageLocation() {}

    static boolean isUri(String text) {
        return SCHEME.matcher(text).matches();
    }

    /**
     * A URI stays as it is, broken or not: the intake alone decides what is acceptable. A path becomes a file URI.
     *
     * @param base what relative paths are relative to
     */
    static String uri(String text, Path base) {
        if (isUri(text)) {
            return text;
        }
        try {
            return uri(base.resolve(text));
        } catch (InvalidPathException e) {
            return text;
        }
    }

    static String uri(Path file) {
        return file.toAbsolutePath().normalize().toUri().toString();
    }
}
