package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.schemas.KafkaConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Broker and registry in a process of their own, which comes back at the same address. */
final class RestartableBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;
    private final Map<String, String> environment;
    private final KafkaConnection connection;
    private Captionstream process;

    private RestartableBroker(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
        process = start("0", "0");
        connection = KafkaConnection.to(
                process.printed("--bootstrap-servers (\\S+)"), URI.create(process.printed("--registry (\\S+)")));
    }

    static RestartableBroker start(Path folder, Map<String, String> environment) {
        return new RestartableBroker(folder, environment);
    }

    private Captionstream start(String brokerPort, String registryPort) {
        String data = folder.resolve("broker").toString();
        String[] arguments = {"broker", "--data-dir", data, "--broker-port", brokerPort, "--registry-port", registryPort
        };
        Captionstream started = Captionstream.start(folder, environment, arguments);
        await().atMost(PATIENCE).until(() -> {
            assertThat(started.isRunning()).as(started.output()).isTrue();
            return !started.printed("--registry (\\S+)").isEmpty();
        });
        return started;
    }

    KafkaConnection connection() {
        return connection;
    }

    void killAndRestart() throws InterruptedException {
        process.kill();
        restart();
    }

    void stopAndRestart() throws InterruptedException {
        process.terminate();
        restart();
    }

    private void restart() {
        String brokerPort = connection.bootstrapServers().replaceFirst(".*:", "");
        process = start(
                brokerPort, Integer.toString(connection.schemaRegistryUrl().getPort()));
    }

    @Override
    public void close() {
        process.close();
    }
}
