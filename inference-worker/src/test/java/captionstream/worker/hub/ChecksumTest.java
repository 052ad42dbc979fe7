package captionstream.worker.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Expected values from {@code git hash-object} and {@code sha256sum}. */
class ChecksumTest {
    private final byte[] content = "what is up, doc?".getBytes(StandardCharsets.US_ASCII);

    @Test
    void a_blob_digests_to_the_name_that_git_gives_it() {
        Checksum checksum = new Checksum.GitBlob("bd9dbf5aae1a3862dd1526723246b20206e5fc37");

        assertThat(digest(checksum)).isEqualTo(checksum.hex());
    }

    @Test
    void content_in_lfs_digests_to_its_sha256() {
        Checksum checksum = new Checksum.Sha256("af4e812d13b4eae6da91024f15f7679dae49d40aee3fb4c7216b56d04193f46c");

        assertThat(digest(checksum)).isEqualTo(checksum.hex());
    }

    private String digest(Checksum checksum) {
        return HexFormat.of().formatHex(checksum.begin(content.length).digest(content));
    }
}
