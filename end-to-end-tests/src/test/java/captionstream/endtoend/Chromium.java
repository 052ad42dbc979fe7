package captionstream.endtoend;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pages in this machine's Chromium, each in a profile of its own, and everything the browser complained about. */
final class Chromium implements AutoCloseable {
    static final Path EXECUTABLE = Path.of("/usr/bin/chromium");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new LaunchOptions()
                    .setExecutablePath(EXECUTABLE)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    private final List<String> complaints = new ArrayList<>();

    static boolean isInstalled() {
        return Files.isExecutable(EXECUTABLE);
    }

    /** Shows a dashboard once it follows the stream. */
    Page open(String address, NewContextOptions options) {
        Page page = browser.newContext(options).newPage();
        page.onConsoleMessage(this::heed);
        page.onPageError(complaints::add);
        page.onRequest(request -> heed(request, address));
        page.addInitScript("addEventListener('securitypolicyviolation',"
                + " (event) => console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI))");
        page.navigate(address);
        page.locator("#status[data-state=live]").waitFor();
        return page;
    }

    /** Of all pages so far; a violated content security policy and a request to another host are among them. */
    List<String> complaints() {
        return complaints;
    }

    void closePages() {
        browser.contexts().forEach(BrowserContext::close);
    }

    private void heed(ConsoleMessage message) {
        if (!message.type().equals("log")) {
            complaints.add(message.type() + ": " + message.text());
        }
    }

    private void heed(Request request, String address) {
        if (!request.url().startsWith(address.replaceFirst("#.*", ""))) {
            complaints.add("asked elsewhere: " + request.url());
        }
    }

    @Override
    public void close() {
        playwright.close();
    }
}
