package captionstream.endtoend;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A page in this machine's Chromium, and everything the browser complained about; nothing is downloaded. */
final class Chromium implements AutoCloseable {
    static final Path EXECUTABLE = Path.of("/usr/bin/chromium");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new LaunchOptions()
                    .setExecutablePath(EXECUTABLE)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    private final Page page = browser.newPage();
    private final List<String> complaints = new ArrayList<>();

    static boolean isInstalled() {
        return Files.isExecutable(EXECUTABLE);
    }

    /** Shows the dashboard once it follows the stream. */
    Page open(String address) {
        page.onConsoleMessage(message -> {
            if (!message.type().equals("log")) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(address);
        page.locator("#status[data-state=live]").waitFor();
        return page;
    }

    /** A table's cells, row by row, without the rows that only draw. */
    @SuppressWarnings("unchecked")
    List<List<String>> rows(String table) {
        return (List<List<String>>) page.locator(table + " tbody tr:not([aria-hidden])")
                .evaluateAll("rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))");
    }

    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
