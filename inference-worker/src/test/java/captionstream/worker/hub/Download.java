package captionstream.worker.hub;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A hub with a small and a large file of one repository, and the downloads of them into a folder. */
abstract class Download {
    static final RepositoryName REPOSITORY = new RepositoryName("openai/clip");
    static final Revision MAIN = new Revision("main");
    static final String SMALL = "config.json";
    static final String LARGE = "model.safetensors";

    final byte[] small = "{\"model_type\":\"clip\"}".getBytes(StandardCharsets.UTF_8);
    final byte[] large = new byte[300_000];
    final RecordingListener listener = new RecordingListener();
    final List<Duration> pauses = new ArrayList<>();
    final Retries retries = new Retries(4, Duration.ofSeconds(1), Duration.ofMinutes(2), pauses::add);

    FakeHub server;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        new Random(1).nextBytes(large);
        server = new FakeHub();
        server.put(REPOSITORY.value(), SMALL, small);
        server.put(REPOSITORY.value(), LARGE, large);
    }

    @AfterEach
    void close() {
        server.close();
    }

    AbstractThrowableAssert<?, ? extends Throwable> assertFailure(String name) {
        return assertThatThrownBy(() -> fetch(name)).isInstanceOf(HubException.class);
    }

    void fetch(String name) {
        fetch(hub(Optional.empty()), name);
    }

    void fetch(Hub hub, String name) {
        Snapshot snapshot = hub.snapshot(REPOSITORY, MAIN, listener);
        hub.fetch(snapshot, snapshot.files().get(name), folder.resolve(name), listener);
    }

    Hub hub(Optional<AccessToken> token) {
        return new Hub(server.endpoint(), token, Duration.ofSeconds(20), retries);
    }

    Path part(String name) {
        byte[] content = Map.of(SMALL, small, LARGE, large).get(name);
        String checksum = name.equals(SMALL) ? FakeHub.gitBlob(content) : FakeHub.sha256(content);
        return folder.resolve(name + "." + checksum.substring(0, 12) + ".part");
    }

    List<String> ranges(String host) {
        return server.requestsFor(LARGE).stream()
                .filter(request -> request.server().equals(host))
                .map(FakeHub.Request::range)
                .toList();
    }
}
