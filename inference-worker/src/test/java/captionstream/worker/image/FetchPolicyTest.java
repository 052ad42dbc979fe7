package captionstream.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchPolicyTest {
    @Test
    void theDefaultsAllowNoLocationButTheEventItself() {
        assertThat(FetchPolicy.defaults())
                .isEqualTo(new FetchPolicy(
                        List.of(),
                        List.of(),
                        false,
                        true,
                        S3Access.NONE,
                        20 * 1024 * 1024,
                        Duration.ofSeconds(20),
                        3,
                        3,
                        Duration.ofMillis(200)));
    }

    @Test
    void rootsAreHeldWithLinksResolved(@TempDir Path directory) throws IOException {
        Path pictures = Files.createDirectory(directory.resolve("pictures"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), pictures);

        FetchPolicy policy = FetchPolicy.defaults().withFileRoots(List.of(link));

        assertThat(policy.fileRoots()).containsExactly(pictures.toRealPath());
    }

    @Test
    void aRootMustBeADirectory(@TempDir Path directory) {
        Path missing = directory.resolve("missing");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FetchPolicy.defaults().withFileRoots(List.of(missing)))
                .withMessageContaining("root")
                .withMessageContaining(missing.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://example.org", "example.org:80", "exam*ple.org", "**", "a b", "*."})
    void aHostMustBeANameOrAPattern(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FetchPolicy.defaults().withHosts(List.of(host)))
                .withMessageContaining("host");
    }

    @Test
    void limitsAreChecked() {
        FetchPolicy policy = FetchPolicy.defaults();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.withMaxBytes(0))
                .withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.withTimeout(Duration.ZERO))
                .withMessageContaining("timeout");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.withRetries(0, Duration.ofMillis(1)))
                .withMessageContaining("attempts");
    }

    @ParameterizedTest
    @CsvSource({
        "images.example.org, images.example.org, true",
        "images.example.org, IMAGES.Example.Org, true",
        "images.example.org, images.example.org., true",
        "images.example.org, example.org, false",
        "images.example.org, evil-images.example.org, false",
        "images.example.org, images.example.org.evil.net, false",
        "*.example.org, images.example.org, true",
        "*.example.org, a.b.example.org, true",
        "*.example.org, example.org, false",
        "*.example.org, .example.org, false",
        "*.example.org, evilexample.org, false",
        "*, anything.net, true",
        "[::1], [::1], true"
    })
    void hostsAreAllowedByNameOrPattern(String pattern, String host, boolean allowed) {
        assertThat(HostPatterns.allow(List.of(pattern), host)).isEqualTo(allowed);
    }
}
