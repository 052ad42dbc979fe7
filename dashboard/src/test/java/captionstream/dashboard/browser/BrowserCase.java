package captionstream.dashboard.browser;

import org.junit.jupiter.api.BeforeEach;

/** A page for each test that everybody may look at, and do nothing else. */
abstract class BrowserCase extends ChromiumCase {
    @BeforeEach
    void serve() {
        shown = new PageInBrowser(browser);
    }
}
