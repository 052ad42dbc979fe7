package captionstream.worker.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What lets its owner read private and gated repositories; it never appears in a message or log. */
public final class AccessToken {
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,500}");
    private static final long MAX_FILE = 10_000;

    private final String secret;

    private AccessToken(String secret) {
        this.secret = secret;
    }

    /**
     * From {@code HF_TOKEN}, or else from the file that Hugging Face's own client keeps: {@code HF_TOKEN_PATH},
     * {@code HF_HOME/token}, {@code XDG_CACHE_HOME/huggingface/token} or {@code ~/.cache/huggingface/token}.
     */
    public static Optional<AccessToken> find(Map<String, String> environment, Path home) {
        String given = environment.getOrDefault("HF_TOKEN", "").strip();
        if (!given.isEmpty()) {
            return Optional.of(of(given, "HF_TOKEN"));
        }
        Path file = file(environment, home);
        return Files.isRegularFile(file) ? read(file) : Optional.empty();
    }

    static AccessToken of(String secret, String source) {
        if (!FORM.matcher(secret).matches()) {
            throw new HubException(
                    source + " holds no token", "Put there a token from the hub's settings, or unset it");
        }
        return new AccessToken(secret);
    }

    /** The value of the header {@code Authorization}. */
    String authorization() {
        return "Bearer " + secret;
    }

    @Override
    public String toString() {
        return "AccessToken[hidden]";
    }

    private static Path file(Map<String, String> environment, Path home) {
        String path = environment.getOrDefault("HF_TOKEN_PATH", "");
        String hubHome = environment.getOrDefault("HF_HOME", "");
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!path.isBlank()) {
            return Path.of(path);
        }
        if (!hubHome.isBlank()) {
            return Path.of(hubHome, "token");
        }
        return (cache.isBlank() ? home.resolve(".cache") : Path.of(cache)).resolve("huggingface/token");
    }

    private static Optional<AccessToken> read(Path file) {
        try {
            String text =
                    Files.size(file) > MAX_FILE ? " " : Files.readString(file).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(of(text, file.toString()));
        } catch (IOException e) {
            throw new HubException("The token in " + file + " cannot be read", "Set HF_TOKEN, or mend the file");
        }
    }
}
