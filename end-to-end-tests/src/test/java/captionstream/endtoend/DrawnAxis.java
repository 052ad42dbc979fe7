package captionstream.endtoend;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/** A linear axis of a chart, as a reader finds it: two places on it whose values are known give all others. */
record DrawnAxis(double value, double place, double placesPerUnit) {
    static DrawnAxis through(double value, double place, double otherValue, double otherPlace) {
        return new DrawnAxis(value, place, (otherPlace - place) / (otherValue - value));
    }

    /** From the numbers below a chart. */
    static DrawnAxis across(Page page, String chart) {
        List<Map<String, String>> ticks = Drawn.marks(page, chart + " text.tick[text-anchor=middle]");
        return labelled(ticks, ticks, "x");
    }

    /** From the numbers at its lines. */
    static DrawnAxis upwards(Page page, String chart) {
        return labelled(
                Drawn.marks(page, chart + " text.tick[text-anchor=end]"),
                Drawn.marks(page, chart + " line.grid"),
                "y1");
    }

    double placeOf(double wanted) {
        return place + (wanted - value) * placesPerUnit;
    }

    double valueAt(double wanted) {
        return value + (wanted - place) / placesPerUnit;
    }

    private static DrawnAxis labelled(
            List<Map<String, String>> labels, List<Map<String, String>> places, String attribute) {
        int last = labels.size() - 1;
        return through(
                Drawn.number(labels.get(0), "text"),
                Drawn.number(places.get(0), attribute),
                Drawn.number(labels.get(last), "text"),
                Drawn.number(places.get(last), attribute));
    }
}
