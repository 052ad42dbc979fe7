package captionstream.local;

import static captionstream.local.RegistryRest.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.local.RegistryRest.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The answers expected here are those in the reference of Confluent's REST interface. */
class EmbeddedRegistryIT {
    private static final String ONE_FIELD = record("{\"name\":\"a\",\"type\":\"int\"}");
    private static final String OPTIONAL_FIELD_ADDED =
            record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}");
    private static final String REQUIRED_FIELD_ADDED =
            record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\"}");

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static EmbeddedRegistry registry;

    private String subject;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory, 0);
        registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0);
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    @BeforeEach
    void useASubjectOfItsOwn(TestInfo test) {
        subject = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void registersASchemaOnceHoweverOftenItIsAsked() {
        Answer first = register(ONE_FIELD);
        Answer again = register(ONE_FIELD);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.contentType()).startsWith("application/vnd.schemaregistry.v1+json");
        assertThat(again.body().path("id")).isEqualTo(first.body().path("id"));
        assertThat(rest().get("/subjects/" + subject + "/versions").body()).hasToString("[1]");
    }

    @Test
    void givesAVersionByNumberOrAsTheLatestAndASchemaById() {
        register(ONE_FIELD);
        int id = register(OPTIONAL_FIELD_ADDED).body().path("id").asInt();

        JsonNode latest =
                rest().get("/subjects/" + subject + "/versions/latest").body();

        assertThat(latest.path("version").asInt()).isEqualTo(2);
        assertThat(latest.path("id").asInt()).isEqualTo(id);
        assertThat(latest.path("subject").asText()).isEqualTo(subject);
        assertThat(rest().get("/subjects/" + subject + "/versions/2").body()).isEqualTo(latest);
        assertThat(rest().get("/schemas/ids/" + id).body().path("schema")).isEqualTo(latest.path("schema"));
        assertThat(rest().get("/subjects/" + subject + "/versions/2/schema")
                        .body()
                        .path("name")
                        .asText())
                .isEqualTo("R");
        assertThat(rest().get("/subjects").body())
                .anyMatch(name -> name.asText().equals(subject));
    }

    @Test
    void keepsTheIdOfASchemaThatAnotherSubjectHas() {
        int id = register(ONE_FIELD).body().path("id").asInt();

        assertThat(rest().post("/subjects/other-" + subject + "/versions", schema(ONE_FIELD))
                        .body()
                        .path("id")
                        .asInt())
                .isEqualTo(id);
        assertThat(rest().get("/schemas/ids/" + id + "/subjects").body())
                .anyMatch(name -> name.asText().equals("other-" + subject));
    }

    @Test
    void looksUpASchemaWithoutRegisteringIt() {
        rest().post("/subjects/" + subject, schema(ONE_FIELD)).assertError(404, 40401);
        register(ONE_FIELD);

        assertThat(rest().post("/subjects/" + subject, schema(ONE_FIELD))
                        .body()
                        .path("version")
                        .asInt())
                .isEqualTo(1);
        rest().post("/subjects/" + subject, schema(OPTIONAL_FIELD_ADDED)).assertError(404, 40403);
    }

    @Test
    void saysWhatIsMissingWithConfluentsCodes() {
        register(ONE_FIELD);

        rest().get("/subjects/none/versions/latest").assertError(404, 40401);
        rest().get("/subjects/none/versions").assertError(404, 40401);
        rest().get("/subjects/" + subject + "/versions/9").assertError(404, 40402);
        rest().get("/subjects/" + subject + "/versions/0").assertError(422, 42202);
        rest().get("/subjects/" + subject + "/versions/first").assertError(422, 42202);
        rest().get("/schemas/ids/99999").assertError(404, 40403);
        rest().get("/schemas/ids/x").assertError(404, 40403);
        rest().get("/config/" + subject).assertError(404, 40408);
        rest().get("/nothing/here").assertError(404, 404);
    }

    @Test
    void refusesWhatIsNoSchema() {
        register("{\"type\":\"nonsense\"}").assertError(422, 42201);
        register("").assertError(422, 42201);
        rest().post("/subjects/s/versions", "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}")
                .assertError(422, 42201);
        rest().post("/subjects/s/versions", "not json").assertError(400, 400);
        rest().post("/subjects/s/versions", "[]").assertError(400, 400);
        rest().post("/subjects/" + "x".repeat(256) + "/versions", schema(ONE_FIELD))
                .assertError(422, 42208);
    }

    @Test
    void refusesAHugeOrADeeplyNestedRequest() {
        String deep = "{\\\"type\\\":\\\"array\\\",\\\"items\\\":".repeat(5_000);

        rest().post("/subjects/s/versions", "\"" + "x".repeat(2 << 20) + "\"").assertError(413, 413);
        rest().post("/subjects/s/versions", "{\"schema\":\"" + deep + "\"}").assertError(422, 42201);
        rest().post("/subjects/s/versions", "[".repeat(500_000)).assertError(400, 400);
    }

    @Test
    void holdsANewSchemaAgainstTheLatestOneReadingBackwardByDefault() {
        register(ONE_FIELD);

        assertThat(isCompatible(OPTIONAL_FIELD_ADDED)).isTrue();
        assertThat(isCompatible(REQUIRED_FIELD_ADDED)).isFalse();
        Answer refused = register(REQUIRED_FIELD_ADDED);
        refused.assertError(409, 409);
        assertThat(refused.body().path("message").asText()).contains("READER_FIELD_MISSING_DEFAULT_VALUE");
        assertThat(rest().get("/config").body()).hasToString("{\"compatibilityLevel\":\"BACKWARD\"}");
    }

    @Test
    void takesAnotherLevelForASubject() {
        register(ONE_FIELD);
        String config = "/config/" + subject;

        assertThat(rest().put(config, "{\"compatibility\":\"FORWARD\"}").body())
                .hasToString("{\"compatibility\":\"FORWARD\"}");
        assertThat(isCompatible(REQUIRED_FIELD_ADDED)).isTrue();
        rest().put(config, "{\"compatibility\":\"full\"}");
        assertThat(isCompatible(REQUIRED_FIELD_ADDED)).isFalse();
        rest().put(config, "{\"compatibility\":\"NONE\"}");
        assertThat(register("\"string\"").status()).isEqualTo(200);
        rest().put(config, "{\"compatibility\":\"SOMEWHAT\"}").assertError(422, 42203);
    }

    @Test
    void holdsATransitiveLevelAgainstEveryVersion() {
        register(record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"c\",\"type\":\"int\"}"));
        rest().put("/config/" + subject, "{\"compatibility\":\"NONE\"}");
        register(record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"c\",\"type\":\"string\"}"));
        String third = record("{\"name\":\"c\",\"type\":\"string\"}");

        rest().put("/config/" + subject, "{\"compatibility\":\"BACKWARD_TRANSITIVE\"}");
        register(third).assertError(409, 409);
        rest().put("/config/" + subject, "{\"compatibility\":\"BACKWARD\"}");
        assertThat(register(third).status()).isEqualTo(200);
    }

    @Test
    void keepsIdsVersionsAndLevelsOverARestart() {
        int id = register(ONE_FIELD).body().path("id").asInt();
        rest().put("/config/" + subject, "{\"compatibility\":\"FULL\"}");
        registry.close();
        registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0);

        assertThat(rest().get("/subjects/" + subject + "/versions/1")
                        .body()
                        .path("id")
                        .asInt())
                .isEqualTo(id);
        assertThat(rest().get("/config/" + subject).body()).hasToString("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(register(OPTIONAL_FIELD_ADDED).body().path("id").asInt()).isGreaterThan(id);
    }

    @Test
    void turnsAwayWebPages() throws IOException {
        rest().send(rest().request("/subjects")
                        .header("Origin", "http://evil.example")
                        .GET())
                .assertError(403, 403);
        assertThat(rest().statusLineFor("evil.example")).contains("403");
        assertThat(rest().statusLineFor("localhost:" + registry.url().getPort()))
                .contains("200");
    }

    @Test
    void saysSoWhereItsPortIsTaken() {
        assertThatThrownBy(() -> EmbeddedRegistry.start(broker.bootstrapServers(), broker.port()))
                .isInstanceOf(LocalStartException.class)
                .hasMessageStartingWith("The schema registry cannot listen on 127.0.0.1:" + broker.port());
    }

    private Answer register(String schema) {
        return rest().post("/subjects/" + subject + "/versions", schema(schema));
    }

    private boolean isCompatible(String schema) {
        return rest().post("/compatibility/subjects/" + subject + "/versions/latest", schema(schema))
                .body()
                .path("is_compatible")
                .asBoolean();
    }

    private static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}";
    }

    private static RegistryRest rest() {
        return new RegistryRest(registry.url());
    }
}
