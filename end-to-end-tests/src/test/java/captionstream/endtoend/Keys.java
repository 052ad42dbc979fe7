package captionstream.endtoend;

import com.microsoft.playwright.Page;

/** The keyboard of somebody who has nothing else. */
record Keys(Page page) {
    private static final int MOST_STOPS = 200;

    void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    /** Presses Tab until the focus is on an element that the selector names. */
    void tabTo(String selector) {
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            press("Tab");
            if ((boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
        }
        throw new AssertionError("No " + MOST_STOPS + " presses of Tab lead to " + selector);
    }

    /** The id of the element that has the focus. */
    String focused() {
        return (String) page.evaluate("document.activeElement.id");
    }
}
