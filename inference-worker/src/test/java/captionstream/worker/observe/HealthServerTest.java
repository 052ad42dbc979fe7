package captionstream.worker.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
    private final AtomicBoolean live = new AtomicBoolean(true);
    private final AtomicBoolean ready = new AtomicBoolean();
    private final HealthServer server = HealthServer.start(0, live::get, ready::get, () -> "captions_total 7\n");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void livenessAndReadinessAreAnsweredApart() throws Exception {
        assertThat(get("/live").statusCode()).isEqualTo(200);
        assertThat(get("/ready").statusCode()).isEqualTo(503);

        ready.set(true);
        live.set(false);

        assertThat(get("/live").statusCode()).isEqualTo(503);
        assertThat(get("/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsAreServedAsText() throws Exception {
        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.body()).isEqualTo("captions_total 7\n");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void anythingElseIsNotFound() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/more").statusCode()).isEqualTo(404);
    }

    @Test
    void aPortInUseIsNamed() {
        assertThatThrownBy(() -> HealthServer.start(server.port(), live::get, ready::get, () -> ""))
                .hasMessageContaining("health-port " + server.port());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        URI uri = URI.create("http://" + host + ":" + server.port() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
