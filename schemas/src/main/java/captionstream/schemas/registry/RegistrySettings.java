package captionstream.schemas.registry;

import captionstream.schemas.KafkaConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a registry.
 *
 * @param url base URL without credentials
 * @param userInfo user:password for basic authentication, or null
 * @param registerSchemas whether a schema the registry lacks is registered, or reported as an error
 * @param requestTimeout of one attempt
 * @param attempts at most, while the registry cannot be reached
 * @param firstPause before the second attempt; doubled before each further one
 */
public record RegistrySettings(
        URI url,
        @Nullable String userInfo,
        boolean registerSchemas,
        Duration requestTimeout,
        int attempts,
        Duration firstPause) {
    public static final String URL = "schema.registry.url";
    public static final String USER_INFO = "basic.auth.user.info";
    public static final String REGISTER_SCHEMAS = "auto.register.schemas";

    public RegistrySettings {
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new IllegalArgumentException(URL + " is '" + url + "': it must start with http:// or https://");
        }
        if (userInfo != null && !userInfo.contains(":")) {
            throw new IllegalArgumentException(USER_INFO + " must read user:password");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts is " + attempts + ": it must be at least 1");
        }
    }

    public static RegistrySettings of(URI url) {
        return from(Map.of(URL, url));
    }

    /** The connection's registry, with {@value #USER_INFO} and {@value #REGISTER_SCHEMAS} from its client properties. */
    public static RegistrySettings of(KafkaConnection connection) {
        Map<String, Object> settings = new HashMap<>(connection.clientProperties());
        settings.put(URL, connection.schemaRegistryUrl());
        return from(settings);
    }

    /**
     * From settings under Confluent's names: {@value #URL}, {@value #USER_INFO} (or the same after
     * {@code schema.registry.}), {@value #REGISTER_SCHEMAS}. Credentials inside the URL are used, too.
     */
    public static RegistrySettings from(Map<String, ?> settings) {
        Object url = settings.get(URL);
        if (url == null) {
            throw new IllegalArgumentException(URL + " is missing: give the base URL of a schema registry");
        }
        URI uri = URI.create(url.toString());
        return new RegistrySettings(
                withoutUserInfo(uri),
                userInfo(settings, uri),
                !"false".equalsIgnoreCase(String.valueOf(settings.get(REGISTER_SCHEMAS))),
                Duration.ofSeconds(10),
                6,
                Duration.ofMillis(200));
    }

    @Nullable
    String authorization() {
        return userInfo == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return url.toString();
    }

    private static @Nullable String userInfo(Map<String, ?> settings, URI url) {
        Object given = settings.get(USER_INFO);
        if (given == null) {
            given = settings.get("schema.registry." + USER_INFO);
        }
        return given == null ? url.getUserInfo() : given.toString();
    }

    private static URI withoutUserInfo(URI url) {
        String text = url.toString();
        String userInfo = url.getRawUserInfo();
        return userInfo == null ? url : URI.create(text.replaceFirst("//[^/@]*@", "//"));
    }
}
