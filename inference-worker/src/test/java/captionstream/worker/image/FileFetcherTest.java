package captionstream.worker.image;

import static captionstream.worker.image.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.schemas.DeadLetterReason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFetcherTest {
    private static final byte[] BYTES = {1, 2, 3};

    @TempDir
    private Path directory;

    private Path root;
    private Path secret;
    private FileFetcher fetcher;

    @BeforeEach
    void layOutFiles() throws IOException {
        root = Files.createDirectory(directory.resolve("pictures"));
        secret = Files.write(directory.resolve("secret.png"), BYTES);
        fetcher = new FileFetcher(FetchPolicy.defaults().withFileRoots(List.of(root)));
    }

    @Test
    void readsAFileBelowARootWithItsDigest() throws IOException {
        Path file = Files.write(root.resolve("a.png"), BYTES);

        FetchedImage image = fetcher.fetch(file.toUri());

        assertThat(image.bytes()).isEqualTo(BYTES);
        assertThat(image.sha256()).isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    }

    @Test
    void readsNamesThatNeedPercentEncoding() throws IOException {
        Path file = Files.write(root.resolve("två katter & 100% hund.png"), BYTES);

        assertThat(fetcher.fetch(URI.create(file.toUri().toASCIIString())).bytes())
                .isEqualTo(BYTES);
    }

    @Test
    void followsLinksThatStayBelowTheRoot() throws IOException {
        Path file = Files.write(root.resolve("a.png"), BYTES);
        Path link = Files.createSymbolicLink(root.resolve("link.png"), file);

        assertThat(fetcher.fetch(link.toUri()).bytes()).isEqualTo(BYTES);
    }

    @Test
    void refusesLinksThatLeadOutOfTheRoot() throws IOException {
        Path file = Files.createSymbolicLink(root.resolve("file.png"), secret);
        Path folder = Files.createSymbolicLink(root.resolve("folder"), directory);

        assertRejected(DeadLetterReason.FORBIDDEN_LOCATION, () -> fetcher.fetch(file.toUri()));
        assertRejected(
                DeadLetterReason.FORBIDDEN_LOCATION,
                () -> fetcher.fetch(folder.resolve("secret.png").toUri()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/../secret.png", "/%2e%2e/secret.png", "/%2E%2E%2Fsecret.png", "/./../pictures/../secret.png"})
    void refusesPathsThatClimbOutOfTheRoot(String path) {
        URI uri = URI.create(root.toUri().toString().replaceAll("/$", "") + path);

        assertRejected(DeadLetterReason.FORBIDDEN_LOCATION, () -> fetcher.fetch(uri));
    }

    @Test
    void refusesASiblingWhoseNameBeginsLikeTheRoot() throws IOException {
        Path sibling = Files.createDirectory(directory.resolve("pictures-of-others"));
        Path file = Files.write(sibling.resolve("a.png"), BYTES);

        assertRejected(DeadLetterReason.FORBIDDEN_LOCATION, () -> fetcher.fetch(file.toUri()));
    }

    @Test
    void tellsNothingOfWhatExistsOutsideTheRoots() {
        assertRejected(DeadLetterReason.FORBIDDEN_LOCATION, () -> fetcher.fetch(secret.toUri()));
        assertRejected(
                DeadLetterReason.FORBIDDEN_LOCATION,
                () -> fetcher.fetch(directory.resolve("missing.png").toUri()));
        assertRejected(
                DeadLetterReason.FORBIDDEN_LOCATION,
                () -> fetcher.fetch(secret.resolve("below-a-file").toUri()));
    }

    @Test
    void readsNothingWithoutRoots() throws IOException {
        Path file = Files.write(root.resolve("a.png"), BYTES);
        FileFetcher closed = new FileFetcher(FetchPolicy.defaults());

        assertRejected(DeadLetterReason.FORBIDDEN_LOCATION, () -> closed.fetch(file.toUri()));
    }

    @Test
    void saysWhenAFileIsMissing() {
        assertRejected(
                        DeadLetterReason.IMAGE_NOT_FOUND,
                        () -> fetcher.fetch(root.resolve("missing.png").toUri()))
                .contains("missing.png");
    }

    @Test
    void refusesDirectories() {
        assertRejected(DeadLetterReason.FETCH_FAILED, () -> fetcher.fetch(root.toUri()));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void refusesDevices() {
        FileFetcher devices = new FileFetcher(FetchPolicy.defaults().withFileRoots(List.of(Path.of("/dev"))));

        assertRejected(DeadLetterReason.FETCH_FAILED, () -> devices.fetch(URI.create("file:///dev/zero")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRootOfEverythingLeavesOutWhatTellsOfTheMachine() {
        FileFetcher everything = new FileFetcher(FetchPolicy.defaults().withFileRoots(List.of(Path.of("/"))));

        assertRejected(
                DeadLetterReason.FORBIDDEN_LOCATION, () -> everything.fetch(URI.create("file:///proc/self/environ")));
        assertRejected(
                DeadLetterReason.FORBIDDEN_LOCATION,
                () -> everything.fetch(URI.create("file:///sys/kernel/uevent_seqnum")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://server/share/a.png", "file:a.png", "file:///a%00.png", "file://user@localhost/a"})
    void refusesUrisThatAreNoLocalPath(String uri) {
        assertRejected(DeadLetterReason.INVALID_URI, () -> fetcher.fetch(URI.create(uri)));
    }

    @Test
    void readsNoMoreThanTheAllowedBytes() throws IOException {
        Path file = Files.write(root.resolve("a.png"), BYTES);
        FetchPolicy policy = FetchPolicy.defaults().withFileRoots(List.of(root));

        assertThat(new FileFetcher(policy.withMaxBytes(3)).fetch(file.toUri()).bytes())
                .hasSize(3);
        assertRejected(
                DeadLetterReason.IMAGE_TOO_LARGE, () -> new FileFetcher(policy.withMaxBytes(2)).fetch(file.toUri()));
    }
}
