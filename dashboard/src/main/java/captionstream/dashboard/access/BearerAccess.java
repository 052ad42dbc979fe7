package captionstream.dashboard.access;

import captionstream.dashboard.access.Credentials.Token;
import captionstream.dashboard.access.Credentials.UserAndPassword;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whoever has a token. A browser cannot send one with what a page asks for, so it is taken as the password of any user
 * too, for which browsers ask by themselves.
 */
public final class BearerAccess implements Access {
    private static final int SHORTEST = 16;

    private final SecretDigest digests = new SecretDigest();
    private final byte[] token;

    /** @throws IllegalArgumentException where the token is shorter than {@value #SHORTEST} characters */
    public BearerAccess(String token) {
        if (!token.matches("[\\x21-\\x7e]{" + SHORTEST + ",1024}")) {
            throw new IllegalArgumentException("the dashboard's token must have " + SHORTEST
                    + " to 1024 visible ASCII characters: 'openssl rand -hex 32' makes one");
        }
        this.token = digests.of(token);
    }

    @Override
    public Admission admit(@Nullable String authorization) {
        boolean right = Credentials.in(authorization)
                .map(BearerAccess::secret)
                .filter(secret -> digests.matches(token, secret))
                .isPresent();
        return right ? Admission.ADMITTED : Admission.REFUSED;
    }

    @Override
    public List<String> challenges() {
        return List.of("Bearer realm=\"captionstream\"", "Basic realm=\"captionstream\", charset=\"UTF-8\"");
    }

    private static String secret(Credentials presented) {
        return presented instanceof Token given ? given.token() : ((UserAndPassword) presented).password();
    }
}
