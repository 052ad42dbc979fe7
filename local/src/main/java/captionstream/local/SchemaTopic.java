package captionstream.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compacted topic that the registry's state is in: one partition, keys and values in JSON as Confluent's own
 * registry writes them, so that one can take over from this one.
 */
final class SchemaTopic implements AutoCloseable {
    static final String NAME = "_schemas";

    private static final Logger LOG = LoggerFactory.getLogger(SchemaTopic.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TopicPartition PARTITION = new TopicPartition(NAME, 0);

    private static final Duration LOAD_TIMEOUT = Duration.ofMinutes(2);

    private final Map<String, Object> clientConfig;
    private final KafkaProducer<String, String> producer;

    SchemaTopic(Map<String, Object> clientConfig) {
        this.clientConfig = clientConfig;
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000L);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    void create() {
        NewTopic topic = new NewTopic(NAME, 1, (short) -1)
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try (Admin admin = Admin.create(clientConfig)) {
            if (!admin.listTopics().names().get().contains(NAME)) {
                admin.createTopics(List.of(topic)).all().get();
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("Cannot create topic " + NAME, e.getCause());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Reads the topic from its beginning to its present end. */
    void load(SchemaIndex index) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            long start = System.nanoTime();
            while (consumer.position(PARTITION) < end) {
                if (System.nanoTime() - start > LOAD_TIMEOUT.toNanos()) {
                    throw new KafkaException("Cannot read topic " + NAME + " to its end within " + LOAD_TIMEOUT);
                }
                consumer.poll(Duration.ofMillis(200)).forEach(record -> apply(record, index));
            }
        }
    }

    /** Returns once the broker has it for good. */
    void append(StoredSchema stored) {
        ObjectNode key = JSON.createObjectNode()
                .put("keytype", "SCHEMA")
                .put("subject", stored.subject())
                .put("version", stored.version())
                .put("magic", 1);
        ObjectNode value = JSON.createObjectNode()
                .put("subject", stored.subject())
                .put("version", stored.version())
                .put("id", stored.id())
                .put("schema", stored.text())
                .put("deleted", false);
        append(key, value);
    }

    void append(@Nullable String subject, @Nullable Compatibility level) {
        ObjectNode key = JSON.createObjectNode()
                .put("keytype", "CONFIG")
                .put("subject", subject)
                .put("magic", 0);
        append(key, level == null ? null : JSON.createObjectNode().put("compatibilityLevel", level.name()));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private void append(ObjectNode key, @Nullable ObjectNode value) {
        try {
            producer.send(new ProducerRecord<>(NAME, 0, key.toString(), value == null ? null : value.toString()))
                    .get();
        } catch (ExecutionException e) {
            throw RegistryError.storeFailed(String.valueOf(e.getCause().getMessage()));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void apply(ConsumerRecord<String, String> record, SchemaIndex index) {
        try {
            JsonNode key = JSON.readTree(record.key());
            JsonNode value = JSON.readTree(record.value() == null ? "null" : record.value());
            switch (key.path("keytype").asText()) {
                case "SCHEMA" -> applySchema(value, index);
                case "CONFIG" -> applyCompatibility(key, value, index);
                default -> LOG.atDebug().addKeyValue("offset", record.offset()).log("Skipped a record of the registry");
            }
        } catch (JsonProcessingException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("reason", e.getMessage())
                    .log("Cannot read a record of the registry's topic");
        }
    }

    private static void applySchema(JsonNode value, SchemaIndex index) {
        if (value.isObject() && !value.path("deleted").asBoolean()) {
            index.add(new StoredSchema(
                    value.path("subject").asText(),
                    value.path("version").asInt(),
                    value.path("id").asInt(),
                    new Schema.Parser().parse(value.path("schema").asText())));
        }
    }

    private static void applyCompatibility(JsonNode key, JsonNode value, SchemaIndex index) {
        String subject = key.path("subject").isTextual() ? key.path("subject").asText() : null;
        String level = value.path("compatibilityLevel").asText("");
        index.setCompatibility(subject, level.isEmpty() ? null : Compatibility.named(level));
    }

    private static KafkaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaException("Interrupted while talking to the broker", e);
    }
}
