package captionstream.dashboard.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an Authorization header presents: a user with a password, or a bearer token. */
sealed interface Credentials {
    int LONGEST_HEADER = 4_096;

    record UserAndPassword(String user, String password) implements Credentials {
        @Override
        public String toString() {
            return "credentials of a user";
        }
    }

    record Token(String token) implements Credentials {
        @Override
        public String toString() {
            return "a token";
        }
    }

    /** @return nothing where the header is missing, malformed or of another scheme */
    static Optional<Credentials> in(@Nullable String authorization) {
        if (authorization == null || authorization.length() > LONGEST_HEADER) {
            return Optional.empty();
        }
        String[] parts = authorization.strip().split(" +", 2);
        if (parts.length < 2) {
            return Optional.empty();
        }
        return switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "basic" -> userAndPassword(parts[1]);
            case "bearer" -> Optional.of(new Token(parts[1]));
            default -> Optional.empty();
        };
    }

    private static Optional<Credentials> userAndPassword(String base64) {
        try {
            String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new UserAndPassword(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
