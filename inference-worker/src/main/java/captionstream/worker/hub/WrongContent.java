package captionstream.worker.hub;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Tells by its first bytes what has come in place of a file. */
final class WrongContent {
    /** So many bytes are enough to tell. */
    static final int HEAD = 512;

    private static final String LFS_POINTER = "version https://git-lfs.github.com/spec/";

    private WrongContent() {}

    static boolean isLfsPointer(byte[] head) {
        return text(head).startsWith(LFS_POINTER);
    }

    static boolean isHtml(byte[] head) {
        String start = text(head).stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype html") || start.startsWith("<html");
    }

    /** @param otherwise what to say where it is none of the usual */
    static String describe(byte[] head, String otherwise) {
        if (isLfsPointer(head)) {
            return "is a Git LFS pointer instead of the content it points to";
        }
        return isHtml(head) ? "is a web page instead of the file" : otherwise;
    }

    private static String text(byte[] head) {
        return new String(head, 0, Math.min(head.length, HEAD), StandardCharsets.ISO_8859_1);
    }
}
