package captionstream.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest extends PageServerCase {
    @Test
    void thePageAndEveryFileItNamesAreServed() {
        String page = get("/").body();
        List<String> files = names(page, "page/[a-z.-]+");
        for (String module : names(get("/page/app.js").body(), "(?<=from \"\\./)[a-z-]+\\.js")) {
            files.add("page/" + module);
        }

        assertThat(files).contains("page/theme.css", "page/page.css", "page/app.js", "page/stream.js");
        assertThat(files)
                .allSatisfy(file ->
                        assertThat(get("/" + file).statusCode()).as(file).isEqualTo(200));
        assertThat(get("/page/app.js").headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
    }

    @Test
    void everyModuleIsAskedForAtOnceRatherThanAsTheyNameEachOther() {
        List<String> preloaded = names(get("/").body(), "(?<=modulepreload\" href=\"page/)[a-z-]+\\.js");

        assertThat(preloaded)
                .containsAll(names(get("/page/app.js").body(), "(?<=from \"\\./)[a-z-]+\\.js"))
                .allSatisfy(module -> assertThat(preloaded)
                        .containsAll(names(get("/page/" + module).body(), "(?<=from \"\\./)[a-z-]+\\.js")));
    }

    @Test
    void thePageHoldsNoInlineCodeAndAsksNobodyElse() {
        assertThat(get("/").body()).doesNotContain("http:", "https:", "<style", "style=", "onclick", "<script>");
    }

    @Test
    void anUnchangedFileIsNotSentAgain() throws Exception {
        String etag = get("/page/app.js").headers().firstValue("ETag").orElseThrow();
        HttpRequest.Builder again = request("/page/app.js").header("If-None-Match", etag);

        assertThat(answer(again).statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/..%2findex.html",
                "/page/%2e%2e/app.js",
                "/page/App.class",
                "/page/",
                "/page/package-info.class"
            })
    void nothingButPageFilesIsServed(String path) {
        assertThat(get(path).statusCode()).isBetween(400, 404);
    }

    private static List<String> names(String text, String pattern) {
        List<String> found = new ArrayList<>();
        Pattern.compile(pattern).matcher(text).results().forEach(match -> found.add(match.group()));
        return found;
    }
}
