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

    private static boolean startsFormula(String text) {
        return !text.isEmpty() && STARTS_A_FORMULA.indexOf(text.charAt(0)) >= 0;
    }
}
