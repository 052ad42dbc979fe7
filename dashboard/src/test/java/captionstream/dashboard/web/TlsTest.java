package captionstream.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import captionstream.dashboard.Samples;
import captionstream.dashboard.access.Access;
import captionstream.dashboard.access.Tls;
import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.stream.EventStream;
import captionstream.dashboard.thumbnail.CachedThumbnails;
import captionstream.dashboard.thumbnail.Thumbnails;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final String PASSWORD = "changeit";

    private final PipelineState state = new PipelineState(Clock.systemUTC(), Duration.ofHours(1), 10, Samples.PROMPTS);
    private final EventStream events = new EventStream(state, 2);

    @TempDir
    private Path directory;

    @Test
    void thePageIsServedWithTheCertificateOfTheKeystore() throws Exception {
        Path keystore = keystore();
        PageSettings settings =
                new PageSettings("127.0.0.1", 0, Set.of(), Access.everybody(), Tls.of(keystore, PASSWORD));
        PageActions actions = new PageActions(event -> {}, null, null);
        HttpClient client =
                HttpClient.newBuilder().sslContext(trusting(keystore)).build();

        try (PageServer server = PageServer.start(
                settings, state, events, new CachedThumbnails(Thumbnails.none(), 1), actions, () -> true)) {
            String address = "https://localhost:" + server.port();
            HttpRequest look =
                    HttpRequest.newBuilder(URI.create(address + "/api/state")).build();
            HttpRequest act = HttpRequest.newBuilder(URI.create(address + "/api/try"))
                    .header("Origin", address)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"uri\":\"x\"}"))
                    .build();

            assertThat(client.send(look, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            assertThat(client.send(act, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
        } finally {
            events.close();
        }
    }

    @Test
    void aKeystoreThatCannotBeOpenedIsRefusedInOneLine() throws Exception {
        Path keystore = keystore();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.of(keystore, "wrong password"))
                .withMessageContaining(keystore.toString())
                .withMessageContaining("its password right?")
                .withMessageNotContaining("wrong password");
        Path text = Files.writeString(directory.resolve("text"), "no keystore");
        assertThatIllegalArgumentException().isThrownBy(() -> Tls.of(text, PASSWORD));
    }

    private Path keystore() throws IOException, InterruptedException {
        Path keystore = directory.resolve("keystore.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "dashboard",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keystore.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return keystore;
    }

    private static SSLContext trusting(Path keystore) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore store = KeyStore.getInstance(keystore.toFile(), PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("dashboard", store.getCertificate("dashboard"));
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
