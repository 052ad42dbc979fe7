package captionstream.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3AccessTest {
    @Test
    void noBucketIsAllowedUnlessNamed() {
        assertThat(S3Access.NONE.allows("photos")).isFalse();
        assertThat(access("photos").allows("photos")).isTrue();
        assertThat(access("photos").allows("photos2")).isFalse();
        assertThat(access("*").allows("photos")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "s3://photos", "photos/2026", "pho*", "..", "a:80", "user@photos"})
    void aBucketMustBeAName(String bucket) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> access(bucket))
                .withMessageContaining("image bucket")
                .withMessageContaining(bucket);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "minio:9000",
                "ftp://minio",
                "https://user:secret@minio",
                "https://minio/path",
                "https://minio?secret",
                "/minio"
            })
    void anEndpointMustBeAServer(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new S3Access(List.of(), URI.create(endpoint), null, true))
                .withMessageContaining("S3 endpoint")
                .withMessageNotContaining("secret");
    }

    @Test
    void aRegionMustBeAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new S3Access(List.of(), null, "evil.net/", true))
                .withMessageContaining("evil.net/");
    }

    private static S3Access access(String bucket) {
        return new S3Access(List.of(bucket), null, null, false);
    }
}
