package captionstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The answers expected here are those in the reference of Confluent's REST interface. */
class EmbeddedRegistryIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ONE_FIELD = record("{\"name\":\"a\",\"type\":\"int\"}");
    private static final String OPTIONAL_FIELD_ADDED =
            record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}");
    private static final String REQUIRED_FIELD_ADDED =
            record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\"}");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

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

        assertThat(first.status).isEqualTo(200);
        assertThat(first.contentType).startsWith("application/vnd.schemaregistry.v1+json");
        assertThat(again.body.path("id")).isEqualTo(first.body.path("id"));
        assertThat(get("/subjects/" + subject + "/versions").body).hasToString("[1]");
    }

    @Test
    void givesAVersionByNumberOrAsTheLatestAndASchemaById() {
        register(ONE_FIELD);
        int id = register(OPTIONAL_FIELD_ADDED).body.path("id").asInt();

        JsonNode latest = get("/subjects/" + subject + "/versions/latest").body;

        assertThat(latest.path("version").asInt()).isEqualTo(2);
        assertThat(latest.path("id").asInt()).isEqualTo(id);
        assertThat(latest.path("subject").asText()).isEqualTo(subject);
        assertThat(get("/subjects/" + subject + "/versions/2").body).isEqualTo(latest);
        assertThat(get("/schemas/ids/" + id).body.path("schema")).isEqualTo(latest.path("schema"));
        assertThat(get("/subjects/" + subject + "/versions/2/schema")
                        .body
                        .path("name")
                        .asText())
                .isEqualTo("R");
        assertThat(get("/subjects").body).anyMatch(name -> name.asText().equals(subject));
    }

    @Test
    void keepsTheIdOfASchemaThatAnotherSubjectHas() {
        int id = register(ONE_FIELD).body.path("id").asInt();

        assertThat(post("/subjects/other-" + subject + "/versions", schema(ONE_FIELD))
                        .body
                        .path("id")
                        .asInt())
                .isEqualTo(id);
        assertThat(get("/schemas/ids/" + id + "/subjects").body)
                .anyMatch(name -> name.asText().equals("other-" + subject));
    }

    @Test
    void looksUpASchemaWithoutRegisteringIt() {
        assertError(post("/subjects/" + subject, schema(ONE_FIELD)), 404, 40401);
        register(ONE_FIELD);

        assertThat(post("/subjects/" + subject, schema(ONE_FIELD))
                        .body
                        .path("version")
                        .asInt())
                .isEqualTo(1);
        assertError(post("/subjects/" + subject, schema(OPTIONAL_FIELD_ADDED)), 404, 40403);
    }

    @Test
    void saysWhatIsMissingWithConfluentsCodes() {
        register(ONE_FIELD);

        assertError(get("/subjects/none/versions/latest"), 404, 40401);
        assertError(get("/subjects/none/versions"), 404, 40401);
        assertError(get("/subjects/" + subject + "/versions/9"), 404, 40402);
        assertError(get("/subjects/" + subject + "/versions/0"), 422, 42202);
        assertError(get("/subjects/" + subject + "/versions/first"), 422, 42202);
        assertError(get("/schemas/ids/99999"), 404, 40403);
        assertError(get("/schemas/ids/x"), 404, 40403);
        assertError(get("/config/" + subject), 404, 40408);
        assertError(get("/nothing/here"), 404, 404);
    }

    @Test
    void refusesWhatIsNoSchema() {
        assertError(register("{\"type\":\"nonsense\"}"), 422, 42201);
        assertError(register(""), 422, 42201);
        assertError(post("/subjects/s/versions", "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}"), 422, 42201);
        assertError(post("/subjects/s/versions", "not json"), 400, 400);
        assertError(post("/subjects/s/versions", "[]"), 400, 400);
        assertError(post("/subjects/" + "x".repeat(256) + "/versions", schema(ONE_FIELD)), 422, 42208);
    }

    @Test
    void refusesAHugeOrADeeplyNestedRequest() {
        String deep = "{\\\"type\\\":\\\"array\\\",\\\"items\\\":".repeat(5_000);

        assertError(post("/subjects/s/versions", "\"" + "x".repeat(2 << 20) + "\""), 413, 413);
        assertError(post("/subjects/s/versions", "{\"schema\":\"" + deep + "\"}"), 422, 42201);
        assertError(post("/subjects/s/versions", "[".repeat(500_000)), 400, 400);
    }

    @Test
    void holdsANewSchemaAgainstTheLatestOneReadingBackwardByDefault() {
        register(ONE_FIELD);

        assertThat(isCompatible(OPTIONAL_FIELD_ADDED)).isTrue();
        assertThat(isCompatible(REQUIRED_FIELD_ADDED)).isFalse();
        Answer refused = register(REQUIRED_FIELD_ADDED);
        assertError(refused, 409, 409);
        assertThat(refused.body.path("message").asText()).contains("READER_FIELD_MISSING_DEFAULT_VALUE");
        assertThat(get("/config").body).hasToString("{\"compatibilityLevel\":\"BACKWARD\"}");
    }

    @Test
    void takesAnotherLevelForASubject() {
        register(ONE_FIELD);
        String config = "/config/" + subject;

        assertThat(put(config, "{\"compatibility\":\"FORWARD\"}").body).hasToString("{\"compatibility\":\"FORWARD\"}");
        assertThat(isCompatible(REQUIRED_FIELD_ADDED)).isTrue();
        put(config, "{\"compatibility\":\"full\"}");
        assertThat(isCompatible(REQUIRED_FIELD_ADDED)).isFalse();
        put(config, "{\"compatibility\":\"NONE\"}");
        assertThat(register("\"string\"").status).isEqualTo(200);
        assertError(put(config, "{\"compatibility\":\"SOMEWHAT\"}"), 422, 42203);
    }

    @Test
    void holdsATransitiveLevelAgainstEveryVersion() {
        register(record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"c\",\"type\":\"int\"}"));
        put("/config/" + subject, "{\"compatibility\":\"NONE\"}");
        register(record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"c\",\"type\":\"string\"}"));
        String third = record("{\"name\":\"c\",\"type\":\"string\"}");

        put("/config/" + subject, "{\"compatibility\":\"BACKWARD_TRANSITIVE\"}");
        assertError(register(third), 409, 409);
        put("/config/" + subject, "{\"compatibility\":\"BACKWARD\"}");
        assertThat(register(third).status).isEqualTo(200);
    }

    @Test
    void keepsIdsVersionsAndLevelsOverARestart() {
        int id = register(ONE_FIELD).body.path("id").asInt();
        put("/config/" + subject, "{\"compatibility\":\"FULL\"}");
        registry.close();
        registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0);

        assertThat(get("/subjects/" + subject + "/versions/1").body.path("id").asInt())
                .isEqualTo(id);
        assertThat(get("/config/" + subject).body).hasToString("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(register(OPTIONAL_FIELD_ADDED).body.path("id").asInt()).isGreaterThan(id);
    }

    @Test
    void turnsAwayWebPages() throws IOException {
        assertError(
                send(request("/subjects")
                        .header("Origin", "http://evil.example")
                        .GET()),
                403,
                403);
        assertThat(statusLineFor("evil.example")).contains("403");
        assertThat(statusLineFor("localhost:" + registry.url().getPort())).contains("200");
    }

    @Test
    void saysSoWhereItsPortIsTaken() {
        assertThatThrownBy(() -> EmbeddedRegistry.start(broker.bootstrapServers(), broker.port()))
                .isInstanceOf(LocalStartException.class)
                .hasMessageStartingWith("The schema registry cannot listen on 127.0.0.1:" + broker.port());
    }

    private Answer register(String schema) {
        return post("/subjects/" + subject + "/versions", schema(schema));
    }

    private boolean isCompatible(String schema) {
        return post("/compatibility/subjects/" + subject + "/versions/latest", schema(schema))
                .body
                .path("is_compatible")
                .asBoolean();
    }

    private static void assertError(Answer answer, int status, int code) {
        assertThat(answer.status).isEqualTo(status);
        assertThat(answer.body.path("error_code").asInt()).isEqualTo(code);
        assertThat(answer.body.path("message").asText()).isNotBlank();
        assertThat(answer.contentType).startsWith("application/vnd.schemaregistry.v1+json");
    }

    private static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}";
    }

    private static String schema(String schema) {
        return JSON.createObjectNode().put("schema", schema).toString();
    }

    private static Answer get(String path) {
        return send(request(path).GET());
    }

    private static Answer post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    private static Answer put(String path, String body) {
        return send(request(path).PUT(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(registry.url() + path));
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String statusLineFor(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", registry.url().getPort())) {
            String request = "GET /subjects HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private record Answer(int status, String contentType, JsonNode body) {}
}
