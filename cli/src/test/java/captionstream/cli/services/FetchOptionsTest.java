package captionstream.cli.services;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.image.FetchPolicy;
import captionstream.worker.image.S3Access;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class FetchOptionsTest {

    @Test
    void nothing_is_allowed_but_what_events_carry() {
        assertThat(policy()).isEqualTo(FetchPolicy.defaults());
    }

    @Test
    void events_may_be_kept_from_carrying_images() {
        assertThat(policy("--data-uris=false").dataUris()).isFalse();
        assertThat(policy("--data-uris").dataUris()).isTrue();
    }

    @Test
    void buckets_are_amazons_unless_an_endpoint_is_named() {
        assertThat(policy("--image-bucket=cats,dogs", "--image-bucket=birds", "--s3-region=eu-north-1")
                        .s3())
                .isEqualTo(new S3Access(List.of("cats", "dogs", "birds"), null, "eu-north-1", false));
    }

    @Test
    void at_an_endpoint_the_bucket_is_in_the_path_unless_told_otherwise() {
        URI endpoint = URI.create("http://minio:9000");

        assertThat(policy("--image-bucket=cats", "--s3-endpoint=http://minio:9000")
                        .s3())
                .isEqualTo(new S3Access(List.of("cats"), endpoint, null, true));
        assertThat(policy("--image-bucket=cats", "--s3-endpoint=http://minio:9000", "--s3-path-style=false")
                        .s3())
                .isEqualTo(new S3Access(List.of("cats"), endpoint, null, false));
    }

    private static FetchPolicy policy(String... line) {
        Flags flags = new Flags();
        new CommandLine(flags).parseArgs(line);
        return flags.fetch.policy(List.of(), List.of());
    }

    @Command
    private static final class Flags {
        @Mixin
        private final FetchOptions fetch = new FetchOptions();
    }
}
