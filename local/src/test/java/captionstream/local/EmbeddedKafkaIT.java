package captionstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.PromptSet;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.registry.RegistrySettings;
import captionstream.schemas.registry.SchemaRegistryClient;
import captionstream.schemas.serde.AvroDeserializer;
import captionstream.schemas.serde.AvroSerializer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    private static final String TOPIC = Topic.PROMPT_SETS.topicName();

    @TempDir
    private Path directory;

    @Test
    void keepsRecordsAndSchemaIdsOverARestartOnOtherPorts() throws Exception {
        PromptSet first = prompts(1);
        PromptSet second = prompts(2);
        int id;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0, 0, 3)) {
            PromptSets.publish(kafka.connection(), first);
            id = schemaId(kafka.connection());
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0, 0, 3)) {
            PromptSets.publish(kafka.connection(), second);

            assertThat(schemaId(kafka.connection())).isEqualTo(id);
            assertThat(PromptSets.read(kafka.connection())).containsExactly(first, second);
        }
    }

    @Test
    void makesTheTopicsOfThePipelineAndNoOthers() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0, 0, 3);
                Admin admin = Admin.create(kafka.connection().clientConfig());
                KafkaConsumer<String, String> stray = new KafkaConsumer<>(
                        kafka.connection().clientConfig(), new StringDeserializer(), new StringDeserializer())) {
            stray.partitionsFor("no-such-topic");

            assertThat(admin.listTopics().names().get())
                    .contains("image-events", "captions", "dead-letters", "prompt-sets")
                    .doesNotContain("no-such-topic");
            assertThat(stray.partitionsFor("captions")).hasSize(3);
        }
    }

    @Test
    void servesSerializersThatKafkaMadeByClassName() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0, 0, 1)) {
            Map<String, Object> config = kafka.connection().clientConfig();
            config.put(
                    RegistrySettings.URL, kafka.connection().schemaRegistryUrl().toString());
            config.put("key.serializer", StringSerializer.class.getName());
            config.put("value.serializer", AvroSerializer.class.getName());
            try (KafkaProducer<String, PromptSet> producer = new KafkaProducer<>(config)) {
                producer.send(new ProducerRecord<>(TOPIC, "current", prompts(1)));
            }
            AvroDeserializer<PromptSet> deserializer = new AvroDeserializer<>();
            deserializer.configure(config, false);

            assertThat(PromptSets.read(kafka.connection(), deserializer)).containsExactly(prompts(1));
        }
    }

    @Test
    void refusesASecondBrokerOnTheSameDirectory() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                    .isInstanceOf(LocalStartException.class)
                    .hasMessage("Another broker is running in " + directory + ": stop it first");
            assertThatThrownBy(() -> EmbeddedBroker.start(directory.resolve("other"), broker.port()))
                    .isInstanceOf(LocalStartException.class)
                    .hasMessageStartingWith("The broker cannot listen on 127.0.0.1:" + broker.port());
        }
    }

    private static PromptSet prompts(int version) {
        return new PromptSet("five", version, List.of("a photo of", "it shows"), Instant.ofEpochMilli(version));
    }

    private static int schemaId(KafkaConnection connection) {
        return new SchemaRegistryClient(RegistrySettings.of(connection))
                .latest(Topic.PROMPT_SETS.subject())
                .id();
    }
}
