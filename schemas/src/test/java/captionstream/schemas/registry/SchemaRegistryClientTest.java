package captionstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.PromptSet;
import captionstream.schemas.KafkaConnection;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaRegistryClientTest {
    private static final Schema SCHEMA = PromptSet.getClassSchema();

    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private HttpServer server;
    private SchemaRegistryClient client;

    @BeforeEach
    void startScriptedRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = new SchemaRegistryClient(settings(server.getAddress().getPort(), null));
    }

    @AfterEach
    void stopScriptedRegistry() {
        server.stop(0);
    }

    @Test
    void registersOnceAndRemembersTheId() {
        answers.add(new Answer(200, "{\"id\":7}"));

        assertThat(client.register("a b/c-value", SCHEMA)).isEqualTo(7);
        assertThat(client.register("a b/c-value", SCHEMA)).isEqualTo(7);
        assertThat(requests).containsExactly("POST /subjects/a%20b%2Fc-value/versions");
    }

    @Test
    void sendsTheSchemaWithoutJavasMarks() {
        answers.add(new Answer(200, "{\"id\":7}"));

        client.register("s", SCHEMA);

        assertThat(bodies).singleElement().asString().contains("PromptSet").doesNotContain("avro.java.string");
    }

    @Test
    void looksUpInsteadOfRegisteringWhereRegistrationIsOff() {
        answers.add(new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}"));
        RegistrySettings settings = RegistrySettings.from(
                Map.of(RegistrySettings.URL, url(server.getAddress().getPort()), "auto.register.schemas", "false"));

        assertThatThrownBy(() -> new SchemaRegistryClient(settings).register("s", SCHEMA))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("40403: Schema not found");
        assertThat(requests).containsExactly("POST /subjects/s");
    }

    @Test
    void asksOnceForAnIdWhetherItIsKnownOrNot() {
        answers.add(new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}"));
        answers.add(new Answer(200, "{\"schema\":\"\\\"string\\\"\"}"));

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> client.schema(1)).isInstanceOf(UnknownSchemaException.class);
            assertThat(client.schema(2)).isEqualTo(Schema.create(Schema.Type.STRING));
        }
        assertThat(requests).containsExactly("GET /schemas/ids/1", "GET /schemas/ids/2");
    }

    @Test
    void callsASchemaOfAnotherKindUnknown() {
        answers.add(new Answer(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax\"}"));
        answers.add(new Answer(200, "{\"schema\":\"{\\\"type\\\":\\\"nonsense\\\"}\"}"));

        assertThatThrownBy(() -> client.schema(1))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("PROTOBUF");
        assertThatThrownBy(() -> client.schema(2))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("no Avro schema");
    }

    @Test
    void resolvesTheSchemasThatASchemaRefersTo() {
        answers.add(new Answer(
                200,
                "{\"schema\":\"{\\\"type\\\":\\\"array\\\",\\\"items\\\":\\\"x.E\\\"}\","
                        + "\"references\":[{\"name\":\"x.E\",\"subject\":\"e\",\"version\":3}]}"));
        answers.add(new Answer(
                200,
                "{\"schema\":\"{\\\"type\\\":\\\"enum\\\",\\\"name\\\":\\\"x.E\\\",\\\"symbols\\\":[\\\"A\\\"]}\"}"));

        assertThat(client.schema(1).getElementType().getFullName()).isEqualTo("x.E");
        assertThat(requests).containsExactly("GET /schemas/ids/1", "GET /subjects/e/versions/3");
    }

    @Test
    void triesAgainWhileTheRegistryIsNotReady() {
        answers.add(new Answer(503, "starting"));
        answers.add(new Answer(500, "{\"error_code\":50003,\"message\":\"no leader\"}"));
        answers.add(new Answer(200, "{\"id\":7}"));

        assertThat(client.register("s", SCHEMA)).isEqualTo(7);
        assertThat(requests).hasSize(3);
    }

    @Test
    void givesUpAfterSoManyAttempts() {
        for (int i = 0; i < 3; i++) {
            answers.add(new Answer(503, ""));
        }

        assertThatThrownBy(() -> client.schema(1))
                .isInstanceOf(SchemaRegistryUnavailableException.class)
                .hasMessageContaining("HTTP 503");
        assertThat(requests).hasSize(3);
    }

    @Test
    void saysWhereNobodyAnswers() {
        int port = server.getAddress().getPort();
        server.stop(0);

        assertThatThrownBy(() -> client.subjects())
                .isInstanceOf(SchemaRegistryUnavailableException.class)
                .hasMessageStartingWith("Cannot reach the schema registry at http://127.0.0.1:" + port);
    }

    @Test
    void doesNotRetryARefusal() {
        answers.add(new Answer(409, "{\"error_code\":409,\"message\":\"incompatible\"}"));

        assertThatThrownBy(() -> client.register("s", SCHEMA))
                .isInstanceOfSatisfying(SchemaRegistryException.class, e -> assertThat(e.isIncompatibleSchema())
                        .isTrue());
        assertThat(requests).hasSize(1);
    }

    @Test
    void saysSoWhereTheServerIsNoRegistry() {
        answers.add(new Answer(200, "<html>"));
        answers.add(new Answer(200, "{}"));

        assertThatThrownBy(() -> client.subjects()).hasMessageContaining("does not answer like a schema registry");
        assertThatThrownBy(() -> client.register("s", SCHEMA)).hasMessageContaining("without an id");
    }

    @Test
    void doesNotTakeAWrongUrlForAnUnknownId() {
        answers.add(new Answer(404, "<html>"));

        assertThatThrownBy(() -> client.schema(1))
                .isExactlyInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("404");
    }

    @Test
    void takesCredentialsFromTheUrlOrTheSettingsAndNeverShowsThem() {
        int port = server.getAddress().getPort();
        answers.add(new Answer(200, "[]"));
        answers.add(new Answer(401, "{\"error_code\":401,\"message\":\"who?\"}"));
        KafkaConnection inUrl = KafkaConnection.to("b:1", URI.create("http://u:p%40ss@127.0.0.1:" + port));
        KafkaConnection inSettings = new KafkaConnection(
                "b:1", URI.create(url(port)), Map.of("schema.registry.basic.auth.user.info", "u:p@ss"));

        new SchemaRegistryClient(RegistrySettings.of(inUrl)).subjects();
        assertThatThrownBy(() -> new SchemaRegistryClient(RegistrySettings.of(inSettings)).subjects())
                .hasMessageContaining("401")
                .hasMessageNotContaining("ss");

        String basic = "Basic " + "dTpwQHNz"; // printf 'u:p@ss' | base64
        assertThat(authorizations).containsExactly(basic, basic);
        assertThat(RegistrySettings.of(inUrl).toString()).doesNotContain("ss@");
    }

    private static RegistrySettings settings(int port, String userInfo) {
        return new RegistrySettings(
                URI.create(url(port)), userInfo, true, Duration.ofSeconds(5), 3, Duration.ofMillis(1));
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        Answer answer = answers.remove();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private record Answer(int status, String body) {}
}
