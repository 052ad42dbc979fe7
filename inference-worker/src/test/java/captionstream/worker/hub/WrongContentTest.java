package captionstream.worker.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongContentTest extends Download {
    private static final String POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";

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
}
