package captionstream.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import captionstream.dashboard.access.Access.Admission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    /** {@code htpasswd -nbB -C 5 anna 'correct horse'} of Apache 2.4 */
    private static final String LINE = "anna:$2y$05$mJhFW7hjf7eCGIL7Nxt99.ZYQFi9.Kw0ssR3NuajtsS15NYyqJJyC";

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    private Path directory;

    @Test
    void aUserOfAnHtpasswdFileIsAdmittedByTheRightPassword() throws IOException {
        Access access = new BasicAccess(PasswordFile.read(file("# operators\n\n" + LINE + "\n")));

        assertThat(access.admit(basic("anna", "correct horse"))).isEqualTo(Admission.ADMITTED);
        assertThat(access.admit(basic("anna", "correct horse"))).isEqualTo(Admission.ADMITTED);
        assertThat(access.admit(basic("anna", "correct horsf"))).isEqualTo(Admission.REFUSED);
        assertThat(access.admit(basic("otto", "correct horse"))).isEqualTo(Admission.REFUSED);
    }

    @Test
    void aSinglePasswordIsThatOfOneUser() {
        Access access = new BasicAccess(PasswordFile.of("anna", "pässword"));

        assertThat(access.admit(basic("anna", "pässword"))).isEqualTo(Admission.ADMITTED);
        assertThat(access.admit(basic("", "pässword"))).isEqualTo(Admission.REFUSED);
        assertThat(access.admit(basic("anna", "p".repeat(73)))).isEqualTo(Admission.REFUSED);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic %%%",
                "Basic YW5uYQ==",
                "Digest username=anna",
                "anna:secret",
                "Bearer x"
            })
    void headersThatPresentNobodyAreRefused(String header) {
        assertThat(new BasicAccess(PasswordFile.of("anna", "secret")).admit(header))
                .isEqualTo(Admission.REFUSED);
        assertThat(new BearerAccess(TOKEN).admit(header)).isEqualTo(Admission.REFUSED);
    }

    @Test
    void manyWrongPasswordsAreNotLookedAtForAWhileAndWhoIsKnownStaysIn() {
        Access access = new BasicAccess(PasswordFile.of("anna", "secret"), nanos::get);
        access.admit(basic("anna", "secret"));
        for (int wrong = 0; wrong < 29; wrong++) {
            access.admit(basic("x" + wrong, "wrong"));
        }

        assertThat(access.admit(basic("anna", "guess"))).isEqualTo(Admission.TOO_MANY_ATTEMPTS);
        assertThat(access.admit(basic("anna", "secret"))).isEqualTo(Admission.ADMITTED);

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(access.admit(basic("anna", "guess"))).isEqualTo(Admission.REFUSED);
    }

    @Test
    void aTokenIsTakenAsSuchAndAsAPassword() {
        Access access = new BearerAccess(TOKEN);

        assertThat(access.admit("Bearer " + TOKEN)).isEqualTo(Admission.ADMITTED);
        assertThat(access.admit("bearer " + TOKEN)).isEqualTo(Admission.ADMITTED);
        assertThat(access.admit(basic("anybody", TOKEN))).isEqualTo(Admission.ADMITTED);
        assertThat(access.admit("Bearer " + TOKEN + "0")).isEqualTo(Admission.REFUSED);
        assertThat(access.admit(basic(TOKEN, ""))).isEqualTo(Admission.REFUSED);
    }

    @Test
    void shortTokensAreRefusedWithoutSayingThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BearerAccess("hunter2"))
                .withMessageContaining("16 to 1024")
                .withMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna",
                "anna:secret",
                ":$2y$05$0123456789012345678901uJ3pZ6l6wQ3n0S9p7N1xkq9m1v5t3yG",
                "anna:$apr1$salt$0123456789abcdef",
                "anna:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=",
                "anna:$2y$31$0123456789012345678901uJ3pZ6l6wQ3n0S9p7N1xkq9m1v5t3yGaaaa",
                ""
            })
    void filesThatHoldSomethingElseAreRefusedWithoutQuotingThem(String line) throws IOException {
        Path file = file(line);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordFile.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining("htpasswd -B")
                .withMessageNotContaining("secret");
    }

    @Test
    void aRateIsRefilledEvenly() {
        RateLimit limit = new RateLimit(2, Duration.ofSeconds(10), nanos::get);

        assertThat(limit.take()).isTrue();
        assertThat(limit.take()).isTrue();
        assertThat(limit.take()).isFalse();
        assertThat(limit.secondsToWait()).isEqualTo(5);

        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(limit.take()).isTrue();
        assertThat(limit.take()).isFalse();
    }

    @Test
    void nothingShowsASecret() {
        assertThat(Credentials.in(basic("anna", "secret")).toString()).doesNotContain("secret");
        assertThat(Credentials.in("Bearer " + TOKEN).toString()).doesNotContain(TOKEN);
        assertThat(new BasicAccess(Map.of("anna", "hash")).toString()).doesNotContain("hash");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("users"), text);
    }

    private static String basic(String user, String password) {
        byte[] bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }
}
