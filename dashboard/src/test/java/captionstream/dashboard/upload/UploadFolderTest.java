package captionstream.dashboard.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadFolderTest {
    /** {@code printf abc | sha256sum} */
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final int MAX_BYTES = 6;

    @TempDir
    private Path directory;

    private Path root;
    private UploadFolder folder;

    @BeforeEach
    void open() throws IOException {
        root = directory.resolve("some/uploads");
        folder = UploadFolder.open(new UploadSettings(root, MAX_BYTES, 10), UploadFolderTest::format);
    }

    @Test
    void anImageIsNamedByItsContentAndFoundByIt() throws Exception {
        StoredImage stored = folder.store(utf8("abc"));

        Path file = root.toRealPath().resolve(SHA256_OF_ABC + ".png");
        assertThat(stored).isEqualTo(new StoredImage(SHA256_OF_ABC, file.toUri().toString()));
        assertThat(stored.uri()).startsWith("file:///");
        assertThat(file).hasContent("abc");
        assertThat(folder.find(SHA256_OF_ABC)).hasValue(stored);
    }

    @Test
    void theSameImageIsThereOnceAndYoungAgain() throws Exception {
        folder.store(utf8("abc"));
        age(SHA256_OF_ABC);
        folder.store(utf8("abc"));

        assertThat(names()).containsExactly(SHA256_OF_ABC + ".png");
        assertThat(Files.getLastModifiedTime(root.resolve(SHA256_OF_ABC + ".png")))
                .isGreaterThan(FileTime.from(Instant.EPOCH.plusSeconds(1)));
    }

    @Test
    void theLongestUnusedGivesWayWhereSpaceIsShort() throws Exception {
        folder.store(utf8("12345"));
        StoredImage oldest = folder.store(utf8("abc"));
        age(oldest.sha256());

        folder.store(utf8("678"));

        assertThat(folder.find(oldest.sha256())).isEmpty();
        assertThat(names()).hasSize(2);
    }

    @Test
    void whatIsNoImageOrTooLargeIsRefusedAndLeavesNothingBehind() throws IOException {
        assertThatThrownBy(() -> folder.store(utf8("text")))
                .isInstanceOf(UploadRefusedException.class)
                .hasMessage("no image");
        assertThatThrownBy(() -> folder.store(new byte[MAX_BYTES + 1]))
                .isInstanceOf(UploadRefusedException.class)
                .hasMessageContaining("over 6 bytes");
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../secret", "*", "ba7816bf", "BA7816BF", "x/../" + SHA256_OF_ABC})
    void nothingIsFoundUnderNamesThatAreNoDigest(String name) throws Exception {
        folder.store(utf8("abc"));
        Files.writeString(directory.resolve("some/secret"), "secret");

        assertThat(folder.find(name)).isEmpty();
    }

    @Test
    void whatAKilledProcessLeftIsClearedAwayAndOtherFilesAreLeftAlone() throws Exception {
        Files.writeString(root.resolve("incoming-123e4567-e89b-42d3-a456-426614174000"), "half");
        Files.writeString(root.resolve("README"), "somebody else's");

        UploadFolder again = UploadFolder.open(new UploadSettings(root, MAX_BYTES, 10), UploadFolderTest::format);
        again.store(utf8("123456"));
        again.store(utf8("abcdef"));

        assertThat(names()).contains("README").hasSize(2);
    }

    private void age(String sha256) throws IOException {
        Files.setLastModifiedTime(root.resolve(sha256 + ".png"), FileTime.from(Instant.EPOCH));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String format(byte[] bytes) throws UploadRefusedException {
        if (new String(bytes, StandardCharsets.UTF_8).equals("text")) {
            throw new UploadRefusedException("no image");
        }
        return "png";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
