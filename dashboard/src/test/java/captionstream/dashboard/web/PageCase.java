package captionstream.dashboard.web;

import captionstream.dashboard.Samples;
import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.stream.EventStream;
import captionstream.dashboard.thumbnail.CachedThumbnails;
import captionstream.dashboard.thumbnail.Thumbnails;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** Whoever extends this serves a page; here are those who ask for it. */
abstract class PageCase {
    final PipelineState state = new PipelineState(Clock.systemUTC(), Duration.ofHours(1), 10, Samples.PROMPTS);
    final EventStream events = new EventStream(state, 2);
    final HttpClient client = HttpClient.newHttpClient();
    boolean alive = true;
    PageServer server;

    @AfterEach
    void stop() {
        events.close();
        server.close();
    }

    PageServer serve(PageSettings settings, Thumbnails pictures, PageActions actions) {
        return PageServer.start(settings, state, events, new CachedThumbnails(pictures, 10), actions, () -> alive);
    }

    HttpResponse<String> get(String path) {
        return answer(request(path));
    }

    HttpResponse<String> post(String path, String json) {
        return answer(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(String path) throws IOException {
        return json(get(path));
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }

    /** Of a request that no client would write. */
    String statusLine(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
