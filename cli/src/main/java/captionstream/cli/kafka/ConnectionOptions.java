package captionstream.cli.kafka;

import captionstream.cli.console.CommandFailure;
import captionstream.schemas.KafkaConnection;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say which cluster and registry a command talks to; the defaults are those of a running demo. */
public final class ConnectionOptions {
    public static final int DEMO_BROKER_PORT = 19092;
    public static final int DEMO_REGISTRY_PORT = 18081;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "Kafka brokers (default: localhost:19092, the demo's; $CAPTIONSTREAM_BOOTSTRAP_SERVERS).")
    private @Nullable String bootstrapServers;

    @Option(
            names = {"--registry", "--schema-registry-url"},
            paramLabel = "URL",
            description = "Confluent-compatible schema registry (default: http://localhost:18081, the demo's;"
                    + " $CAPTIONSTREAM_SCHEMA_REGISTRY_URL).")
    private @Nullable String schemaRegistryUrl;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties given to every Kafka client: security, timeouts ($CAPTIONSTREAM_KAFKA_CONFIG).")
    private @Nullable Path kafkaConfig;

    public KafkaConnection connection() {
        Map<String, String> properties = new HashMap<>();
        if (kafkaConfig != null) {
            properties.putAll(read(kafkaConfig));
        }
        String bootstrap =
                first(bootstrapServers, properties.remove("bootstrap.servers"), "localhost:" + DEMO_BROKER_PORT);
        String registry = first(
                schemaRegistryUrl, properties.remove("schema.registry.url"), "http://localhost:" + DEMO_REGISTRY_PORT);
        return new KafkaConnection(bootstrap, uri(registry), properties);
    }

    private static String first(@Nullable String flag, @Nullable String file, String otherwise) {
        if (flag != null) {
            return flag;
        }
        return file != null ? file : otherwise;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw CommandFailure.usage(
                    "schema-registry-url is '" + text + "', which is no URL", "Give it as http://host:port");
        }
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> map = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }
}
