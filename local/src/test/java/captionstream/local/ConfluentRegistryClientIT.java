package captionstream.local;

import static captionstream.local.ConfluentRegistryClient.invoke;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import captionstream.schemas.Topic;
import captionstream.schemas.registry.RegistrySettings;
import captionstream.schemas.registry.SchemaRegistryClient;
import java.nio.file.Path;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our registry serves Confluent's own client. */
class ConfluentRegistryClientIT {
    private static final Schema ONE =
            SchemaBuilder.record("R").fields().requiredInt("a").endRecord();
    private static final Schema INCOMPATIBLE =
            SchemaBuilder.record("R").fields().requiredInt("a").requiredInt("b").endRecord();

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static EmbeddedRegistry registry;
    private static SchemaRegistryClient ours;
    private static ConfluentRegistryClient confluents;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory, 0);
        registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0);
        ours = new SchemaRegistryClient(RegistrySettings.of(registry.url()));
        confluents = new ConfluentRegistryClient(registry.url());
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        broker.close();
        confluents.close();
    }

    @Test
    void agreesWithOurClientOnIdsAndSchemas() throws Exception {
        for (Topic topic : Topic.values()) {
            int id = ours.register(topic.subject(), topic.schema());
            Object read = confluents.call("getSchemaById", id);

            assertThat(new Schema.Parser().parse((String) invoke(read, "canonicalString")))
                    .isEqualTo(ours.schema(id));
            assertThat(confluents.call("register", topic.subject(), read)).isEqualTo(id);
            assertThat(confluents.call("getId", topic.subject(), read)).isEqualTo(id);
        }
        assertThat((Collection<?>) confluents.call("getAllSubjects"))
                .hasSizeGreaterThanOrEqualTo(Topic.values().length);
    }

    @Test
    void registersAndFindsTheLatestVersion() throws Exception {
        Object id = confluents.call("register", "theirs-value", confluents.schema(ONE.toString()));

        Object latest = confluents.call("getLatestSchemaMetadata", "theirs-value");

        assertThat(invoke(latest, "getId")).isEqualTo(id);
        assertThat(invoke(latest, "getVersion")).isEqualTo(1);
        assertThat(ours.schema((int) id)).isEqualTo(ONE);
        assertThat(ours.latest("theirs-value").id()).isEqualTo(id);
    }

    @Test
    void understandsRefusals() throws Exception {
        Object one = confluents.schema(ONE.toString());
        Object incompatible = confluents.schema(INCOMPATIBLE.toString());
        confluents.call("register", "strict-value", one);

        assertThat(confluents.call("testCompatibility", "strict-value", one)).isEqualTo(true);
        assertThat(confluents.call("testCompatibility", "strict-value", incompatible))
                .isEqualTo(false);
        assertThat((Collection<?>) confluents.call("testCompatibilityVerbose", "strict-value", incompatible))
                .isNotEmpty();
        assertThat(codeOf(() -> confluents.call("register", "strict-value", incompatible)))
                .isEqualTo(409);
        assertThat(codeOf(() -> confluents.call("getId", "strict-value", incompatible)))
                .isEqualTo(40403);
        assertThat(codeOf(() -> confluents.call("getLatestSchemaMetadata", "no-such-value")))
                .isEqualTo(40401);
        assertThat(codeOf(() -> confluents.call("getSchemaById", 99_999))).isEqualTo(40403);
    }

    @Test
    void changesTheLevelOfASubject() throws Exception {
        confluents.call("register", "loose-value", confluents.schema(ONE.toString()));

        confluents.call("updateCompatibility", "loose-value", "NONE");

        assertThat(confluents.call("getCompatibility", "loose-value")).isEqualTo("NONE");
        confluents.call("register", "loose-value", confluents.schema(INCOMPATIBLE.toString()));
    }

    private static Object codeOf(ThrowingCallable call) throws Exception {
        return invoke(catchThrowable(call), "getErrorCode");
    }
}
