package captionstream.cli.csv;

import org.jspecify.annotations.Nullable;

/** Text that a spreadsheet shows and never runs. */
public final class SpreadsheetText {
    private static final String STARTS_A_FORMULA = "=+-@\t\r\n＝＋－＠";

    private SpreadsheetText() {}

    /** The text, with an apostrophe before what a spreadsheet would take for a formula, leading blanks or not. */
    public static String of(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return startsFormula(text) || startsFormula(text.stripLeading()) ? "'" + text : text;
    }

    /** The text that was written so; of text that began with an apostrophe and a formula, the formula. */
    public static String original(String written) {
        return written.startsWith("'") && !of(written.substring(1)).equals(written.substring(1))
                ? written.substring(1)
                : written;
    }

    private static boolean startsFormula(String text) {
        return !text.isEmpty() && STARTS_A_FORMULA.indexOf(text.charAt(0)) >= 0;
    }
}
