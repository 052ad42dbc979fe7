package captionstream.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests of a served page, which fail on any complaint of the browser and on any request elsewhere. */
abstract class ChromiumCase {
    static @Nullable Browser browser;

    /** What the test has served. */
    @Nullable
    PageInBrowser shown;

    @BeforeAll
    static void startBrowser() {
        assumeTrue(
                Browser.installed().isPresent(),
                "There is no Chromium here, so the page was not tested: apt-get install chromium");
        browser = Browser.start();
    }

    @AfterEach
    void nothingIsAskedElsewhereAndNothingIsComplainedAbout() {
        try (PageInBrowser page = shown) {
            assertThat(page.complaints()).isEmpty();
            assertThat(page.requests()).allMatch(url -> url.startsWith(page.address()));
        }
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }
}
