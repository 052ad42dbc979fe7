package captionstream.dashboard.state;

import org.jspecify.annotations.Nullable;

/** Text of events and models is of any length; what the page keeps of it is not. */
final class Excerpt {
    private static final int LONGEST = 2_000;

    private Excerpt() {}

    static String of(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }

    static @Nullable String ofNullable(@Nullable String text) {
        return text == null ? null : of(text);
    }
}
