package captionstream.topology.query;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts a request may ask for. A page of another site can point its own name at this machine (DNS rebinding), but
 * its requests give that name; so, where only this machine is listened to, names must be known. Addresses are no names.
 */
record HostNames(boolean any, Set<String> names) {
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|\\d{1,3}(\\.\\d{1,3}){3}");

    static HostNames listeningOn(String host, Instance advertised) {
        Set<String> names = new HashSet<>(List.of("localhost", lower(host), lower(advertised.host())));
        return new HostNames(!isLoopback(host), names);
    }

    boolean allow(@Nullable String hostHeader) {
        if (any) {
            return true;
        }
        String name = nameIn(hostHeader);
        return ADDRESS.matcher(name).matches() || names.contains(name);
    }

    private static String nameIn(@Nullable String hostHeader) {
        try {
            String name = URI.create("http://" + hostHeader + "/").getHost();
            return name == null ? "" : lower(name);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
