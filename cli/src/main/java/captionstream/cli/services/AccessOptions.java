package captionstream.cli.services;

import captionstream.cli.console.CommandFailure;
import captionstream.dashboard.access.Access;
import captionstream.dashboard.access.BasicAccess;
import captionstream.dashboard.access.BearerAccess;
import captionstream.dashboard.access.PasswordFile;
import captionstream.dashboard.access.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may use the dashboard, and its certificate. Secrets come from files and the environment, never from an option. */
final class AccessOptions {
    private static final String USER = "CAPTIONSTREAM_DASHBOARD_USER";
    private static final String PASSWORD = "CAPTIONSTREAM_DASHBOARD_PASSWORD";
    private static final String TOKEN = "CAPTIONSTREAM_DASHBOARD_TOKEN";
    private static final String TLS_PASSWORD = "CAPTIONSTREAM_TLS_PASSWORD";
    private static final String DEFAULT_USER = "captionstream";

    private final Map<String, String> environment;

    @Option(
            names = "--auth",
            paramLabel = "KIND",
            description = "none, basic (users and passwords) or bearer (a token); by default what the other options and"
                    + " the environment give a secret for ($CAPTIONSTREAM_AUTH).")
    private @Nullable Kind kind;

    @Option(
            names = "--users-file",
            paramLabel = "FILE",
            description = "Users with bcrypt hashes of their passwords, as 'htpasswd -B' writes them. For one user,"
                    + " $CAPTIONSTREAM_DASHBOARD_PASSWORD is enough, with $CAPTIONSTREAM_DASHBOARD_USER (default:"
                    + " captionstream).")
    private @Nullable Path users;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Token of 16 characters at least; or $CAPTIONSTREAM_DASHBOARD_TOKEN. Browsers give it as the"
                    + " password of any user.")
    private @Nullable Path token;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "Serve HTTPS with the private key and certificate in this PKCS #12 or JKS keystore.")
    private @Nullable Path keystore;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "Password of the keystore; or $CAPTIONSTREAM_TLS_PASSWORD.")
    private @Nullable Path keystorePassword;

    enum Kind {
        NONE,
        BASIC,
        BEARER
    }

    AccessOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    Access access() {
        return switch (kind == null ? kindOfSecret() : kind) {
            case NONE -> Access.everybody();
            case BASIC -> new BasicAccess(hashes());
            case BEARER -> new BearerAccess(secret(token, TOKEN, "--token-file"));
        };
    }

    @Nullable
    Tls tls() {
        if (keystore == null) {
            return null;
        }
        try {
            return Tls.of(keystore, secret(keystorePassword, TLS_PASSWORD, "--tls-password-file"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Kind kindOfSecret() {
        boolean basic = users != null || given(PASSWORD);
        boolean bearer = token != null || given(TOKEN);
        if (basic && bearer) {
            throw CommandFailure.usage("There are both passwords and a token", "Say which with --auth");
        }
        if (basic) {
            return Kind.BASIC;
        }
        return bearer ? Kind.BEARER : Kind.NONE;
    }

    private Map<String, String> hashes() {
        if (users == null) {
            String user = given(USER) ? environment.get(USER) : DEFAULT_USER;
            return PasswordFile.of(user, secret(null, PASSWORD, "--users-file"));
        }
        try {
            return PasswordFile.read(users);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String secret(@Nullable Path file, String variable, String option) {
        if (file != null) {
            try {
                return Files.readString(file, StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (!given(variable)) {
            throw CommandFailure.usage("There is no secret for what was asked", "Give " + option + " or $" + variable);
        }
        return environment.get(variable);
    }

    private boolean given(String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }
}
