package captionstream.worker.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumedDownloadTest extends Download {
    @Test
    void a_lost_connection_is_taken_up_where_it_broke() {
        server.next(
                "store/objects/openai/clip/resolve/" + FakeHub.COMMIT + "/" + LARGE,
                FakeHub.hangUpAfter(100_000),
                FakeHub.hangUpAfter(50_000));

        fetch(LARGE);

        assertThat(folder.resolve(LARGE)).hasBinaryContent(large);
        assertThat(ranges("store")).containsExactly("null", "bytes=100000-", "bytes=150000-");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(listener.waits).hasSize(2).allMatch(reason -> reason.startsWith("the connection was lost"));
    }

    @Test
    void an_interrupted_download_goes_on_in_the_next_run() throws IOException {
        Files.write(part(LARGE), Arrays.copyOf(large, 123_456));

        fetch(LARGE);

        assertThat(folder.resolve(LARGE)).hasBinaryContent(large);
        assertThat(ranges("store")).containsExactly("bytes=123456-");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void what_came_before_giving_up_is_kept() {
        server.next(LARGE, FakeHub.hangUpAfter(100_000), FakeHub.status(500), FakeHub.status(500), FakeHub.status(500));

        assertFailure(LARGE).hasMessageContaining("in 4 attempts: localhost answered 500");
        fetch(LARGE);

        assertThat(folder.resolve(LARGE)).hasBinaryContent(large);
        assertThat(ranges("store")).containsExactly("bytes=100000-");
    }

    @Test
    void a_part_that_is_complete_needs_no_request() throws IOException {
        Files.write(part(LARGE), large);

        fetch(LARGE);

        assertThat(folder.resolve(LARGE)).hasBinaryContent(large);
        assertThat(server.requestsFor(LARGE)).isEmpty();
    }

    @Test
    void a_server_that_ignores_ranges_sends_all_again() throws IOException {
        Files.write(part(LARGE), Arrays.copyOf(large, 123_456));
        server.next("store/objects/openai/clip/resolve/" + FakeHub.COMMIT + "/" + LARGE, (exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        });

        fetch(LARGE);

        assertThat(folder.resolve(LARGE)).hasBinaryContent(large);
        assertThat(server.requestsFor(LARGE)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "416, ''",
        "206, bytes 0-299999/300000",
        "206, bytes 5-9/10",
        "206, nonsense",
        "206, bytes 123456-299999/300001"
    })
    void a_server_that_goes_on_elsewhere_is_asked_for_the_whole(int status, String range) throws IOException {
        Files.write(part(LARGE), Arrays.copyOf(large, 123_456));
        server.next(
                "store/objects/openai/clip/resolve/" + FakeHub.COMMIT + "/" + LARGE,
                FakeHub.status(status, "Content-Range", range));

        fetch(LARGE);

        assertThat(folder.resolve(LARGE)).hasBinaryContent(large);
        assertThat(ranges("store")).containsExactly("bytes=123456-", "null");
    }

    @Test
    void a_part_with_wrong_bytes_is_fetched_again_from_the_start() throws IOException {
        Files.write(part(LARGE), new byte[1000]);

        fetch(LARGE);

        assertThat(folder.resolve(LARGE)).hasBinaryContent(large);
        assertThat(ranges("store")).containsExactly("bytes=1000-", "null");
    }

    @Test
    void a_part_that_is_too_long_is_fetched_again_from_the_start() throws IOException {
        Files.write(part(LARGE), new byte[large.length + 1]);

        fetch(LARGE);

        assertThat(folder.resolve(LARGE)).hasBinaryContent(large);
    }

    @Test
    void a_body_without_a_length_that_ends_early_is_taken_up() {
        server.next(LARGE, (exchange, content) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(content, 0, 200_000);
        });

        fetch(LARGE);

        assertThat(folder.resolve(LARGE)).hasBinaryContent(large);
        assertThat(listener.waits).containsExactly("it ended after 200000 of 300000 bytes");
    }
}
