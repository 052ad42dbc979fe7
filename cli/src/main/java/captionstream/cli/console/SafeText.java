package captionstream.cli.console;

/** Makes text from records harmless to a terminal: no escape sequence, no overwritten line, no reversed reading order. */
public final class SafeText {
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private SafeText() {}

    /** The text on one line, with every character that could act on the terminal spelled out, such as {@code \x1b}. */
    public static String oneLine(String text) {
        return spellOut(text, "\\x%02x");
    }

    /** The same JSON with such characters as JSON escapes; they can only stand inside its strings. */
    public static String inJson(String json) {
        return spellOut(json, "\\u%04x");
    }

    private static String spellOut(String text, String escape) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            if (!acts(codePoint)) {
                safe.appendCodePoint(codePoint);
            } else {
                for (char unit : Character.toChars(codePoint)) {
                    safe.append(String.format(escape, (int) unit));
                }
            }
        });
        return safe.toString();
    }

    private static boolean acts(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> codePoint != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }
}
