package captionstream.worker.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileDownloadTest {
    private static final RepositoryName REPOSITORY = new RepositoryName("openai/clip");
    private static final Revision MAIN = new Revision("main");
    private static final String SMALL = "config.json";
    private static final String LARGE = "model.safetensors";
    private static final String POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";

    private final byte[] small = "{\"model_type\":\"clip\"}".getBytes(StandardCharsets.UTF_8);
    private final byte[] large = new byte[300_000];
    private final RecordingListener listener = new RecordingListener();
    private final List<Duration> pauses = new ArrayList<>();
    private final Retries retries = new Retries(4, Duration.ofSeconds(1), Duration.ofMinutes(2), pauses::add);

    private FakeHub server;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        new Random(1).nextBytes(large);
        server = new FakeHub();
        server.put(REPOSITORY.value(), SMALL, small);
        server.put(REPOSITORY.value(), LARGE, large);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void small_files_come_from_the_hub_and_large_ones_from_where_it_sends_to() {
        fetch(SMALL);
        fetch(LARGE);

        assertThat(folder.resolve(SMALL)).hasBinaryContent(small);
        assertThat(folder.resolve(LARGE)).hasBinaryContent(large);
        assertThat(server.requestsFor(LARGE))
                .extracting(FakeHub.Request::server)
                .containsExactly("hub", "store");
        assertThat(listener.files).containsExactly(SMALL, LARGE);
        assertThat(listener.progress).last().isEqualTo((long) large.length);
    }

    @Test
    void the_token_goes_to_the_hub_and_never_to_where_it_sends_to() {
        Hub hub = hub(Optional.of(AccessToken.of("hf_geheim", "HF_TOKEN")));

        fetch(hub, SMALL);
        fetch(hub, LARGE);

        assertThat(server.requests()).allSatisfy(request -> assertThat(request.authorization())
                .as(request.toString())
                .isEqualTo(request.server().equals("hub") ? "Bearer hf_geheim" : "null"));
        assertThat(server.requests()).extracting(FakeHub.Request::server).contains("hub", "store");
    }

    @Test
    void a_second_run_downloads_nothing_that_is_right_already() {
        fetch(LARGE);
        int before = server.requestsFor(LARGE).size();

        fetch(LARGE);

        assertThat(server.requestsFor(LARGE)).hasSize(before);
        assertThat(listener.files).containsExactly(LARGE, LARGE + " (there)");
    }

    @Test
    void a_file_whose_content_was_damaged_is_replaced() throws IOException {
        fetch(LARGE);
        byte[] damaged = large.clone();
        damaged[77] ^= 1;
        Files.write(folder.resolve(LARGE), damaged);

        fetch(LARGE);

        assertThat(folder.resolve(LARGE)).hasBinaryContent(large);
    }

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
    void content_with_another_checksum_is_refused_and_not_kept() {
        byte[] other = large.clone();
        other[0] ^= 1;
        server.next("store/objects/openai/clip/resolve/" + FakeHub.COMMIT + "/" + LARGE, (exchange, content) -> {
            exchange.sendResponseHeaders(200, other.length);
            exchange.getResponseBody().write(other);
        });

        assertFailure(LARGE)
                .hasMessage("What was sent as model.safetensors of openai/clip has another sha256 than the hub lists");
        assertThat(folder.resolve(LARGE)).doesNotExist();
        assertThat(part(LARGE)).isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {SMALL, LARGE})
    void a_pointer_in_place_of_the_content_is_recognised(String name) {
        server.next("/resolve/" + FakeHub.COMMIT + "/" + name, FakeHub.body(POINTER));

        assertFailure(name).hasMessageEndingWith("is a Git LFS pointer instead of the content it points to");
    }

    @Test
    void a_pointer_that_the_listing_itself_takes_for_the_content_is_recognised() {
        server.put(REPOSITORY.value(), "pytorch_model.bin", POINTER.getBytes(StandardCharsets.UTF_8));

        assertFailure("pytorch_model.bin").hasMessageContaining("is a Git LFS pointer");
        assertThat(folder.resolve("pytorch_model.bin")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html><html>Sign in</html>", "\n <HTML><body>"})
    void a_web_page_in_place_of_the_content_is_recognised(String page) {
        server.next(LARGE, FakeHub.body(page));

        assertFailure(LARGE).hasMessageEndingWith("is a web page instead of the file");
    }

    @Test
    void a_file_of_another_length_than_listed_is_refused_before_it_is_read() {
        server.next(LARGE, FakeHub.body("short"));

        assertFailure(LARGE).hasMessageEndingWith("has 5 bytes where the hub lists 300000");
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_body_that_does_not_end_where_it_should_is_cut_off() {
        server.next(LARGE, (exchange, content) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(content);
            exchange.getResponseBody().write(1);
        });

        assertFailure(LARGE).hasMessageEndingWith("is longer than the 300000 bytes that the hub lists");
        assertThat(part(LARGE)).isEmptyFile();
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

    @Test
    void bytes_of_another_commit_are_refused() {
        server.next(
                "hub/openai/clip/resolve/" + FakeHub.COMMIT + "/" + LARGE,
                FakeHub.status(302, "Location", server.storeAddress(), "X-Repo-Commit", "0".repeat(40)));
        server.next("store/", FakeHub.body("x"));

        assertFailure(LARGE).hasMessageEndingWith("is of another commit or content than was asked for");
    }

    @Test
    void content_that_the_hub_itself_announces_otherwise_is_refused() {
        server.next(
                "hub/openai/clip/resolve/" + FakeHub.COMMIT + "/" + LARGE,
                FakeHub.status(302, "Location", server.storeAddress(), "X-Linked-Etag", '"' + "0".repeat(64) + '"'));
        server.next("store/", FakeHub.body("x"));

        assertFailure(LARGE).hasMessageEndingWith("is of another commit or content than was asked for");
    }

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

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_full_disk_is_named() throws IOException {
        Files.createSymbolicLink(part(LARGE), Path.of("/dev/full"));

        assertFailure(LARGE)
                .hasMessage("Cannot write " + part(LARGE) + ": No space left on device")
                .satisfies(e -> assertThat(((HubException) e).remedy()).startsWith("Make room"));
        Files.delete(part(LARGE));
    }

    @Test
    void a_file_that_there_is_no_room_for_is_not_begun() {
        Snapshot snapshot = hub(Optional.empty()).snapshot(REPOSITORY, MAIN, listener);
        HubFile huge = new HubFile(LARGE, Long.MAX_VALUE / 2, new Checksum.Sha256("0".repeat(64)));

        assertThatThrownBy(() -> hub(Optional.empty()).fetch(snapshot, huge, folder.resolve(LARGE), listener))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith(
                        "There is no room for " + folder.resolve(LARGE) + ": it needs 4611686018427387903");
        assertThat(server.requestsFor(LARGE)).isEmpty();
    }

    @Test
    void two_downloads_do_not_write_the_same_file() throws IOException {
        Snapshot snapshot = hub(Optional.empty()).snapshot(REPOSITORY, MAIN, listener);
        HubFile file = snapshot.files().get(LARGE);

        try (PartialFile other = PartialFile.open(folder.resolve(LARGE), file, listener)) {
            assertThat(other.size()).isZero();
            assertFailure(LARGE).hasMessage(part(LARGE) + " is being written by another download");
        }
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

    private AbstractThrowableAssert<?, ? extends Throwable> assertFailure(String name) {
        return assertThatThrownBy(() -> fetch(name)).isInstanceOf(HubException.class);
    }

    private void fetch(String name) {
        fetch(hub(Optional.empty()), name);
    }

    private void fetch(Hub hub, String name) {
        Snapshot snapshot = hub.snapshot(REPOSITORY, MAIN, listener);
        hub.fetch(snapshot, snapshot.files().get(name), folder.resolve(name), listener);
    }

    private Hub hub(Optional<AccessToken> token) {
        return new Hub(server.endpoint(), token, Duration.ofSeconds(20), retries);
    }

    private Path part(String name) {
        byte[] content = Map.of(SMALL, small, LARGE, large).get(name);
        String checksum = name.equals(SMALL) ? FakeHub.gitBlob(content) : FakeHub.sha256(content);
        return folder.resolve(name + "." + checksum.substring(0, 12) + ".part");
    }

    private List<String> ranges(String host) {
        return server.requestsFor(LARGE).stream()
                .filter(request -> request.server().equals(host))
                .map(FakeHub.Request::range)
                .toList();
    }
}
