package captionstream.cli.report;

/**
 * Text that TeX sets and never runs: printable ASCII, its special characters spelled out, everything else a question
 * mark, since a plain pdfTeX knows no more.
 */
final class TexText {
    private TexText() {}

    static String of(String text) {
        StringBuilder tex = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> tex.append(spelled(codePoint)));
        return tex.toString();
    }

    private static String spelled(int codePoint) {
        return switch (codePoint) {
            case '\\' -> "\\textbackslash{}";
            case '~' -> "\\textasciitilde{}";
            case '^' -> "\\textasciicircum{}";
            case '{', '}', '$', '&', '#', '_', '%' -> "\\" + (char) codePoint;
            default -> codePoint >= ' ' && codePoint < 127 ? Character.toString(codePoint) : "?";
        };
    }
}
