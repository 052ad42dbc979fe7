package captionstream.worker.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FileDownloadTest extends Download {
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
}
