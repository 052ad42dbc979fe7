package captionstream.endtoend;

import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a page has drawn, read back, and numbers as it writes them. */
final class Drawn {
    private Drawn() {}

    /** A table's cells, row by row, without the rows that only draw. */
    @SuppressWarnings("unchecked")
    static List<List<String>> rows(Page page, String table) {
        return (List<List<String>>) page.locator(table + " tbody tr:not([aria-hidden])")
                .evaluateAll("rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))");
    }

    /** Elements as their attributes, in the order of the document; their words are under {@code text}. */
    @SuppressWarnings("unchecked")
    static List<Map<String, String>> marks(Page page, String selector) {
        return (List<Map<String, String>>) page.locator(selector)
                .evaluateAll("marks => marks.map(mark => ({text: mark.textContent,"
                        + " ...Object.fromEntries([...mark.attributes].map(({name, value}) => [name, value]))}))");
    }

    /** Also for what is folded up. */
    static WaitForOptions attached() {
        return new WaitForOptions().setState(WaitForSelectorState.ATTACHED);
    }

    static double number(Map<String, String> mark, String attribute) {
        return Double.parseDouble(mark.get(attribute).replace("%", ""));
    }

    static String fixed(double value, int digits) {
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }

    /** A reason code. */
    static String words(String code) {
        String text = code.replace('_', ' ');
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** With a sign that is as wide as the plus; nothing has none. */
    static String signed(double value) {
        String text = fixed(Math.abs(value), 2);
        return text.equals("0.00") ? text : (value < 0 ? "−" : "+") + text;
    }
}
