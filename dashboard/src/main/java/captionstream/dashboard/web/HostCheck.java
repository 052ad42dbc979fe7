package captionstream.dashboard.web;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which names a request may give in its Host header. A page of another site can make its own name point at a loopback
 * address and read what answers there (DNS rebinding), but it cannot change the name that the browser sends.
 */
final class HostCheck {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean anyName;
    private final Set<String> names;

    private HostCheck(boolean anyName, Set<String> names) {
        this.anyName = anyName;
        this.names = names;
    }

    /** @param allowed further names; where empty, a server that listens beyond loopback takes any */
    static HostCheck listeningOn(String host, Set<String> allowed) {
        Set<String> names = new HashSet<>(LOOPBACK_NAMES);
        names.add(host.toLowerCase(Locale.ROOT));
        allowed.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return new HostCheck(allowed.isEmpty() && !Loopback.is(host), names);
    }

    boolean allows(@Nullable String hostHeader) {
        return anyName || (hostHeader != null && names.contains(nameIn(hostHeader)));
    }

    private static String nameIn(String hostHeader) {
        try {
            String name = URI.create("http://" + hostHeader + "/").getHost();
            return name == null ? "" : name.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
