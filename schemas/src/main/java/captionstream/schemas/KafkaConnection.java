package captionstream.schemas;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Where the cluster and its schema registry are.
 *
 * @param bootstrapServers host:port list, as Kafka clients take it
 * @param schemaRegistryUrl base URL of a Confluent-compatible registry
 * @param clientProperties further Kafka client settings (security, timeouts), given to every client
 */
public record KafkaConnection(String bootstrapServers, URI schemaRegistryUrl, Map<String, String> clientProperties) {
    public KafkaConnection {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrap-servers is empty: give host:port of at least one broker");
        }
        String scheme = schemaRegistryUrl.getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException(
                    "schema-registry-url is '" + schemaRegistryUrl + "': it must start with http:// or https://");
        }
        clientProperties = Map.copyOf(clientProperties);
    }

    public static KafkaConnection to(String bootstrapServers, URI schemaRegistryUrl) {
        return new KafkaConnection(bootstrapServers, schemaRegistryUrl, Map.of());
    }

    /** The settings that every client, producer, consumer, admin or streams, starts from; a fresh mutable map. */
    public Map<String, Object> clientConfig() {
        Map<String, Object> config = new HashMap<>(clientProperties);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return config;
    }

    /**
     * The settings of a consumer that reads topics from their beginning on no group's account: committed records only,
     * and nothing is committed or created. Deserializers are the caller's to choose; a fresh mutable map.
     */
    public Map<String, Object> readerConfig() {
        Map<String, Object> config = clientConfig();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return config;
    }
}
