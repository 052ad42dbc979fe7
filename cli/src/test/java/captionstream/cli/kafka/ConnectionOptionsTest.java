package captionstream.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.cli.console.CommandFailure;
import captionstream.schemas.KafkaConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ConnectionOptionsTest {
    @TempDir
    private Path folder;

    @Test
    void reaches_a_running_demo_by_default() {
        assertThat(connection()).isEqualTo(KafkaConnection.to("localhost:19092", URI.create("http://localhost:18081")));
    }

    @Test
    void takes_flags() {
        assertThat(connection("--bootstrap-servers", "a:1,b:2", "--registry", "https://registry"))
                .isEqualTo(KafkaConnection.to("a:1,b:2", URI.create("https://registry")));
    }

    @Test
    void gives_every_client_what_the_file_says_and_lets_flags_win() throws IOException {
        Path file = Files.writeString(folder.resolve("client.properties"), """
                bootstrap.servers=from-file:9093
                schema.registry.url=http://registry-from-file
                security.protocol=SASL_SSL
                """);

        KafkaConnection connection = connection("--kafka-config", file.toString(), "--registry", "http://flag");

        assertThat(connection)
                .isEqualTo(new KafkaConnection(
                        "from-file:9093", URI.create("http://flag"), Map.of("security.protocol", "SASL_SSL")));
    }

    @Test
    void refuses_a_registry_that_is_no_url() {
        assertThatThrownBy(() -> connection("--registry", "not a url"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("'not a url'");
    }

    private static KafkaConnection connection(String... arguments) {
        Host host = new Host();
        new CommandLine(host).parseArgs(arguments);
        return host.options.connection();
    }

    @Command
    private static final class Host {
        @Mixin
        private final ConnectionOptions options = new ConnectionOptions();
    }
}
