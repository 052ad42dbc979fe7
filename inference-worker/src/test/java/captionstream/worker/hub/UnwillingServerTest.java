package captionstream.worker.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnwillingServerTest extends Download {
    @ParameterizedTest
    @CsvSource({
        "http://example.com/x,   localhost redirects to an address that is not https: http://example.com",
        "http://10.0.0.1/x,      localhost redirects to an address that is not https: http://10.0.0.1",
        "file:///etc/passwd,     localhost redirects to an address that is not https: file://null",
        "http://u:p@127.0.0.1/x, localhost redirects to an address that is not https: http://127.0.0.1",
        "http://[x,              localhost redirects to what is no address",
    })
    void a_redirect_to_what_is_not_safe_is_not_followed(String target, String problem) {
        server.next(LARGE, FakeHub.status(302, "Location", target));

        assertFailure(LARGE).hasMessage(problem);
    }

    @Test
    void redirects_in_a_circle_come_to_an_end() {
        FakeHub.Mischief circle = (exchange, content) -> {
            exchange.getResponseHeaders()
                    .set("Location", exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(302, -1);
        };
        for (int i = 0; i < 20; i++) {
            server.next(LARGE, circle);
        }

        assertFailure(LARGE).hasMessage("localhost redirects more than 8 times");
        assertThat(server.requestsFor(LARGE)).hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void a_busy_server_is_asked_again_after_a_growing_while(int status) {
        server.next(LARGE, FakeHub.status(status), FakeHub.status(status), FakeHub.status(status));

        fetch(LARGE);

        assertThat(folder.resolve(LARGE)).hasBinaryContent(large);
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void a_server_that_says_how_long_to_wait_is_left_alone_for_so_long() {
        server.next(LARGE, FakeHub.status(429, "Retry-After", "17"));

        fetch(LARGE);

        assertThat(pauses).containsExactly(Duration.ofSeconds(17));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "Tue, 31 Dec 2199 23:59:59 GMT"})
    void a_server_that_asks_for_a_long_wait_ends_the_download(String retryAfter) {
        server.next(LARGE, FakeHub.status(429, "Retry-After", retryAfter));

        assertFailure(LARGE)
                .hasMessageContaining("localhost answered 429")
                .satisfies(e -> assertThat(((HubException) e).remedy()).startsWith("It asks to be left alone for "));
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fri, 31 Dec 1999 23:59:59 GMT", "soon", "-5"})
    void a_wait_that_is_over_or_makes_no_sense_is_the_usual_one(String retryAfter) {
        server.next(LARGE, FakeHub.status(503, "Retry-After", retryAfter));

        fetch(LARGE);

        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void attempts_that_bring_next_to_nothing_are_counted() {
        server.next(
                LARGE, FakeHub.hangUpAfter(1), FakeHub.hangUpAfter(1), FakeHub.hangUpAfter(1), FakeHub.hangUpAfter(1));

        assertFailure(LARGE).hasMessageContaining("could not be fetched in 4 attempts: the connection was lost");
    }

    @Test
    void a_server_that_falls_silent_is_given_up_and_asked_again() {
        server.next(LARGE, server.fallSilentAfter(100_000), server.neverAnswer());
        Hub impatient = new Hub(server.endpoint(), Optional.empty(), Duration.ofMillis(300), retries);

        fetch(impatient, LARGE);

        assertThat(folder.resolve(LARGE)).hasBinaryContent(large);
        assertThat(listener.waits).containsExactly("nothing has come for 0 s", "localhost has not answered for 0 s");
    }

    @Test
    void a_hub_that_is_not_there_is_named() {
        server.close();

        assertThatThrownBy(() -> hub(Optional.empty()).snapshot(REPOSITORY, MAIN, listener))
                .isInstanceOf(HubException.class)
                .hasMessage("The list of files of openai/clip could not be fetched in 4 attempts: localhost cannot be"
                        + " reached: it takes no connection");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | GatedRepo        | openai/clip is gated or private",
                "403 | ''               | openai/clip is gated or private",
                "401 | RepoNotFound     | The hub shows no repository openai/clip to the public",
                "404 | RevisionNotFound | openai/clip has no revision main",
                "404 | RepoNotFound     | The hub has no repository openai/clip",
                "404 | EntryNotFound    | The hub has no model.safetensors of openai/clip at main",
                "418 | ''               | localhost answered 418 about openai/clip"
            })
    void a_refusal_is_explained(int status, String code, String problem) {
        server.next(
                "hub/openai/clip/resolve/" + FakeHub.COMMIT + "/" + LARGE,
                FakeHub.status(status, "X-Error-Code", code));

        assertFailure(LARGE).hasMessage(problem);
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_refusal_of_the_token_does_not_show_it() {
        server.next(LARGE, FakeHub.status(401));
        Hub hub = hub(Optional.of(AccessToken.of("hf_geheim", "HF_TOKEN")));

        assertThatThrownBy(() -> fetch(hub, LARGE))
                .hasMessage("The hub shows no repository openai/clip to the owner of this token")
                .satisfies(e -> assertThat(e + ((HubException) e).remedy()).doesNotContain("geheim"));
    }

    @Test
    void a_refusal_by_the_other_host_says_nothing_of_licences_and_shows_no_signature() {
        server.next("store/objects/openai/clip/resolve/" + FakeHub.COMMIT + "/" + LARGE, FakeHub.status(403));

        assertFailure(LARGE).hasMessage("127.0.0.1 answered 403 for model.safetensors of openai/clip");
    }
}
