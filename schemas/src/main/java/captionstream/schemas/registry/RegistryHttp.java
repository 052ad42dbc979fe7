package captionstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JSON over HTTP with bounded retries while the registry cannot be reached or says that it is not ready. */
final class RegistryHttp {
    static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Logger LOG = LoggerFactory.getLogger(RegistryHttp.class);
    private static final int MAX_RESPONSE_BYTES = 16 << 20;

    private final RegistrySettings settings;
    private final HttpClient http;

    RegistryHttp(RegistrySettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.requestTimeout())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    JsonNode get(String path) {
        return exchange(request(path).GET().build());
    }

    JsonNode post(String path, JsonNode body) {
        return exchange(
                request(path).POST(BodyPublishers.ofString(body.toString())).build());
    }

    private HttpRequest.Builder request(String path) {
        String base = settings.url().toString().replaceFirst("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(settings.requestTimeout())
                .header("Content-Type", CONTENT_TYPE)
                .header("Accept", CONTENT_TYPE + ", application/json");
        String authorization = settings.authorization();
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private JsonNode exchange(HttpRequest request) {
        Duration pause = settings.firstPause();
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(request);
            } catch (SchemaRegistryUnavailableException e) {
                if (attempt == settings.attempts()) {
                    throw e;
                }
                LOG.atDebug()
                        .addKeyValue("attempt", attempt)
                        .addKeyValue("reason", e.getMessage())
                        .log("The schema registry did not answer; trying again");
                sleep(pause);
                pause = pause.multipliedBy(2);
            }
        }
    }

    private JsonNode attempt(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return answer(response.statusCode(), body.readNBytes(MAX_RESPONSE_BYTES + 1));
            }
        } catch (IOException e) {
            throw new SchemaRegistryUnavailableException(
                    "Cannot reach the schema registry at " + settings.url() + ": " + reason(e), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private JsonNode answer(int status, byte[] body) {
        if (status == 429 || status >= 500) {
            throw new SchemaRegistryUnavailableException(
                    "The schema registry at " + settings.url() + " answered HTTP " + status + detail(parsed(body)),
                    null);
        }
        JsonNode json = parsed(body);
        if (status != 200) {
            int code = json == null ? status : json.path("error_code").asInt(status);
            throw new SchemaRegistryException(
                    "The schema registry at " + settings.url() + " refused, code " + code + detail(json), code);
        }
        if (json == null) {
            throw new SchemaRegistryException(
                    settings.url() + " does not answer like a schema registry: its answer is no JSON", status);
        }
        return json;
    }

    private static @Nullable JsonNode parsed(byte[] body) {
        try {
            return body.length > MAX_RESPONSE_BYTES ? null : JSON.readTree(body);
        } catch (IOException e) {
            return null;
        }
    }

    private static String detail(@Nullable JsonNode json) {
        String message = json == null ? "" : json.path("message").asText();
        return message.isEmpty() ? "" : ": " + message;
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RuntimeException interrupted(InterruptedException e) {
        return new org.apache.kafka.common.errors.InterruptException(
                "Interrupted while talking to the schema registry", e);
    }
}
