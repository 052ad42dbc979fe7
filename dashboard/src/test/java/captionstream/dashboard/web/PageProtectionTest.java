package captionstream.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.dashboard.access.BearerAccess;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageProtectionTest extends PageActionsCase {
    private static final String TOKEN = "0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, none"
    })
    void otherSitesCannotMakeABrowserDoAnything(String header, String value) throws Exception {
        for (String path : List.of("/api/try", "/api/uploads", "/api/dead-letters/replay")) {
            HttpRequest.Builder forged = request(path)
                    .header("Content-Type", "application/json")
                    .header(header, value)
                    .POST(BodyPublishers.ofString("{\"uri\":\"x\"}"));

            assertThat(answer(forged).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(published).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "image/png"
            })
    void typesThatAFormCanSendAreNotTaken(String type) throws Exception {
        for (String path : List.of("/api/try", "/api/uploads", "/api/dead-letters/replay")) {
            HttpRequest.Builder form =
                    request(path).header("Content-Type", type).POST(BodyPublishers.ofString("{\"uri\":\"x\"}"));

            assertThat(answer(form).statusCode()).as(path).isEqualTo(415);
        }
    }

    @Test
    void thePageItselfIsOfTheSameOrigin() throws Exception {
        HttpRequest.Builder own = request("/api/try")
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Origin", "http://127.0.0.1:" + server.port())
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("{\"uri\":\"x\"}"));

        assertThat(answer(own).statusCode()).isEqualTo(202);
    }

    @Test
    void moreThanThirtyAMinuteAreToldToWait() throws Exception {
        HttpResponse<String> answer = post("/api/try", "{\"uri\":\"x\"}");
        for (int more = 0; more < 40; more++) {
            answer = post("/api/try", "{\"uri\":\"x\"}");
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 2L);
        assertThat(published).hasSizeBetween(30, 35);
    }

    @Test
    void withATokenNothingButTheHealthIsForEverybody() throws Exception {
        server.close();
        server = serve(everything(), new BearerAccess(TOKEN));

        for (String path : List.of(
                "/",
                "/page/app.js",
                "/api/state",
                "/api/stream",
                "/api/abilities",
                "/nowhere",
                "/health/",
                "/health/live/../../api/state")) {
            assertThat(get(path).statusCode()).as(path).isIn(400, 401);
        }
        assertThat(post("/api/try", "{\"uri\":\"x\"}").statusCode()).isEqualTo(401);
        assertThat(get("/api/state").headers().allValues("WWW-Authenticate"))
                .anyMatch(challenge -> challenge.startsWith("Bearer "))
                .anyMatch(challenge -> challenge.startsWith("Basic "));
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        HttpRequest.Builder presented = request("/api/state").header("Authorization", "Bearer " + TOKEN);
        assertThat(answer(presented).statusCode()).isEqualTo(200);
        assertThat(published).isEmpty();
    }
}
