package captionstream.dashboard.access;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The certificate that the dashboard shows, with its private key. */
public final class Tls {
    private final KeyStore store;
    private final String password;

    private Tls(KeyStore store, String password) {
        this.store = store;
        this.password = password;
    }

    /**
     * @param keystore PKCS #12 or JKS; its private key has the same password
     * @throws IllegalArgumentException where it cannot be opened or holds no private key
     */
    public static Tls of(Path keystore, String password) throws IOException {
        if (!keystore.toFile().isFile()) {
            throw new NoSuchFileException(keystore.toString());
        }
        try {
            KeyStore store = KeyStore.getInstance(keystore.toFile(), password.toCharArray());
            if (!hasKey(store, password)) {
                throw new IllegalArgumentException("the keystore " + keystore + " holds no private key");
            }
            return new Tls(store, password);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the keystore " + keystore + " cannot be opened: is it PKCS #12 or JKS, and its password right?",
                    e);
        }
    }

    /** A fresh one, for Jetty to start and stop. */
    public SslContextFactory.Server contextFactory() {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setKeyStore(store);
        factory.setKeyStorePassword(password);
        return factory;
    }

    private static boolean hasKey(KeyStore store, String password) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getKey(alias, password.toCharArray()) != null) {
                return true;
            }
        }
        return false;
    }
}
