package captionstream.dashboard.preview;

import captionstream.dashboard.browser.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;

/** Takes the pictures of docs/images from a dashboard that runs: arguments are its address and a folder. */
public final class Pictures {
    private Pictures() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[1]);
        try (Browser browser = Browser.start()) {
            take(browser, arguments[0], options(1440, 1400), folder.resolve("dashboard-light.png"));
            take(
                    browser,
                    arguments[0],
                    options(1440, 1400).setColorScheme(ColorScheme.DARK),
                    folder.resolve("dashboard-dark.png"));
            take(browser, arguments[0], options(420, 900), folder.resolve("dashboard-phone.png"));
        }
    }

    private static NewContextOptions options(int width, int height) {
        return new NewContextOptions().setViewportSize(width, height);
    }

    private static void take(Browser browser, String address, NewContextOptions options, Path file) {
        Page page = browser.chromium().newContext(options).newPage();
        page.navigate(address);
        page.locator("#status[data-state=live]").waitFor();
        page.locator("#latest img").first().waitFor();
        page.waitForTimeout(1_000);
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        page.context().close();
    }
}
