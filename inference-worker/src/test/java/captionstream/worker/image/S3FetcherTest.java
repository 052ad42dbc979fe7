package captionstream.worker.image;

import static captionstream.worker.image.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.schemas.DeadLetterReason;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Against a real server; what real servers do not do is in {@link S3FailuresTest}. */
@Timeout(60)
class S3FetcherTest {
    private static final byte[] BYTES = {1, 2, 3};

    private static S3Server server;
    private static S3Fetcher fetcher;

    @BeforeAll
    static void start() throws Exception {
        server = new S3Server()
                .with("photos", "2026/cat.jpg", BYTES)
                .with("photos", "två katter & 100% hund? #1.jpg", BYTES)
                .with("photos", "empty", new byte[0])
                .with("payroll", "secret.jpg", BYTES);
        fetcher = fetcher(policy(), S3Server.CREDENTIALS);
    }

    @AfterAll
    static void stop() throws Exception {
        fetcher.close();
        server.close();
    }

    private static FetchPolicy policy() {
        return FetchPolicy.defaults().withS3(new S3Access(List.of("photos", "missing"), server.endpoint(), null, true));
    }

    private static S3Fetcher fetcher(FetchPolicy policy, StaticCredentialsProvider credentials) {
        CheckedDns dns = new CheckedDns(address -> true, InetAddress::getAllByName);
        return new S3Fetcher(policy, S3Clients.open(policy, credentials, dns));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://photos/2026/cat.jpg",
                "S3://photos/2026%2Fcat.jpg",
                "s3://photos/tv%C3%A5%20katter%20&%20100%25%20hund%3F%20%231.jpg"
            })
    void readsObjectsOfAllowedBuckets(String uri) {
        FetchedImage image = fetcher.fetch(URI.create(uri));

        assertThat(image.bytes()).isEqualTo(BYTES);
        assertThat(image.sha256()).isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    }

    @Test
    void readsAnEmptyObject() {
        assertThat(fetcher.fetch(URI.create("s3://photos/empty")).bytes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "s3://photos/missing.jpg, IMAGE_NOT_FOUND",
        "s3://missing/cat.jpg, IMAGE_NOT_FOUND",
        "s3://payroll/secret.jpg, FORBIDDEN_LOCATION",
        "s3://photos.evil.net/cat.jpg, FORBIDDEN_LOCATION",
        "s3://photos/../payroll/secret.jpg, INVALID_URI",
        "s3://photos/%2e%2e/payroll/secret.jpg, INVALID_URI",
        "s3://photos/a/%2E%2E%2F%2E%2E%2Fpayroll/secret.jpg, INVALID_URI",
        "s3://photos/..%5Cpayroll%5Csecret.jpg, INVALID_URI",
        "s3://photos/./2026/cat.jpg, INVALID_URI",
        "s3://user:secret@photos/2026/cat.jpg, INVALID_URI",
        "s3://photos:80/2026/cat.jpg, INVALID_URI",
        "s3://photos/2026/cat.jpg?versionId=1, INVALID_URI",
        "s3://photos/2026/cat.jpg#1, INVALID_URI",
        "s3://photos/a%0Ab, INVALID_URI",
        "s3://photos/, INVALID_URI",
        "s3://photos, INVALID_URI",
        "s3:///cat.jpg, INVALID_URI",
        "s3:photos/cat.jpg, INVALID_URI",
        "s3://arn%3Aaws%3As3/cat.jpg, INVALID_URI"
    })
    void saysWhyAnObjectIsNotRead(String uri, DeadLetterReason reason) {
        assertRejected(reason, () -> fetcher.fetch(URI.create(uri))).doesNotContain("secret@");
    }

    @Test
    void aStarAllowsEveryBucket() {
        FetchPolicy all = FetchPolicy.defaults().withS3(new S3Access(List.of("*"), server.endpoint(), null, true));

        try (S3Fetcher any = fetcher(all, S3Server.CREDENTIALS)) {
            assertThat(any.fetch(URI.create("s3://payroll/secret.jpg")).bytes()).isEqualTo(BYTES);
        }
    }

    @Test
    void readsNoMoreThanTheAllowedBytes() {
        try (S3Fetcher exact = fetcher(policy().withMaxBytes(3), S3Server.CREDENTIALS);
                S3Fetcher strict = fetcher(policy().withMaxBytes(2), S3Server.CREDENTIALS)) {
            URI cat = URI.create("s3://photos/2026/cat.jpg");

            assertThat(exact.fetch(cat).bytes()).hasSize(3);
            assertRejected(DeadLetterReason.IMAGE_TOO_LARGE, () -> strict.fetch(cat));
        }
    }

    @ParameterizedTest
    @CsvSource({"AKIDUNKNOWN, wJalrXUtnFEMI-SECRET", "AKIDEXAMPLE, wJalrXUtnFEMI-WRONG"})
    void saysThatTheServerRefusesTheWorkersCredentialsWithoutRepeatingThem(String keyId, String secret) {
        try (S3Fetcher stranger = fetcher(policy(), S3Server.credentials(keyId, secret))) {
            assertRejected(DeadLetterReason.FETCH_FAILED, () -> stranger.fetch(URI.create("s3://photos/2026/cat.jpg")))
                    .contains("403")
                    .doesNotContain(keyId)
                    .doesNotContain(secret);
        }
    }

    @Test
    void withoutBucketsNeitherCredentialsNorARegionAreNeeded() {
        try (ImageFetcher none = S3Fetcher.within(FetchPolicy.defaults())) {
            assertRejected(
                    DeadLetterReason.FORBIDDEN_LOCATION, () -> none.fetch(URI.create("s3://photos/2026/cat.jpg")));
        }
    }
}
