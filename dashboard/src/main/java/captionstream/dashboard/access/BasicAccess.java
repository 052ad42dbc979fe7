package captionstream.dashboard.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import captionstream.dashboard.access.Credentials.UserAndPassword;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Users with passwords, of which bcrypt hashes are known. A hash takes a tenth of a second on purpose, so what was right
 * once is remembered by its digest, and what is wrong is looked at a few times a minute only.
 */
public final class BasicAccess implements Access {
    private static final int LONGEST_PASSWORD_BYTES = 72;
    private static final int ATTEMPTS = 30;
    private static final Duration REFILL = Duration.ofMinutes(1);

    private final Map<String, String> hashes;
    private final String hashOfNobody;
    private final RateLimit attempts;
    private final SecretDigest digests = new SecretDigest();
    private final Map<String, byte[]> admitted = new ConcurrentHashMap<>();

    /** @param hashes by user, as {@link PasswordFile} reads them */
    public BasicAccess(Map<String, String> hashes) {
        this(hashes, System::nanoTime);
    }

    BasicAccess(Map<String, String> hashes, LongSupplier nanoTime) {
        if (hashes.isEmpty()) {
            throw new IllegalArgumentException("there is no user who could log in to the dashboard: name one at least");
        }
        this.hashes = Map.copyOf(hashes);
        this.hashOfNobody = hashes.values().iterator().next();
        this.attempts = new RateLimit(ATTEMPTS, REFILL, nanoTime);
    }

    @Override
    public Admission admit(@Nullable String authorization) {
        return Credentials.in(authorization)
                .filter(UserAndPassword.class::isInstance)
                .map(UserAndPassword.class::cast)
                .map(this::admit)
                .orElse(Admission.REFUSED);
    }

    @Override
    public List<String> challenges() {
        return List.of("Basic realm=\"captionstream\", charset=\"UTF-8\"");
    }

    private Admission admit(UserAndPassword presented) {
        byte[] known = admitted.get(presented.user());
        if (known != null && digests.matches(known, presented.password())) {
            return Admission.ADMITTED;
        }
        if (!attempts.take()) {
            return Admission.TOO_MANY_ATTEMPTS;
        }
        if (!isRight(presented)) {
            return Admission.REFUSED;
        }
        admitted.put(presented.user(), digests.of(presented.password()));
        return Admission.ADMITTED;
    }

    /** An unknown user takes as long as a wrong password. */
    private boolean isRight(UserAndPassword presented) {
        String hash = hashes.get(presented.user());
        byte[] password = presented.password().getBytes(StandardCharsets.UTF_8);
        boolean matches = password.length <= LONGEST_PASSWORD_BYTES
                && BCrypt.verifyer()
                        .verify(password, (hash == null ? hashOfNobody : hash).getBytes(StandardCharsets.US_ASCII))
                        .verified;
        return matches && hash != null;
    }
}
