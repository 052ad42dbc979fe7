package captionstream.worker.image;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/** Resolves names to allowed addresses only. The client dials exactly what this returns, so no later answer of DNS counts. */
final class CheckedDns implements DnsResolver {
    private static final int MOST_ADDRESSES = 4;

    private final Predicate<InetAddress> allowed;
    private final HostLookup lookup;

    interface HostLookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    CheckedDns(Predicate<InetAddress> allowed, HostLookup lookup) {
        this.allowed = allowed;
        this.lookup = lookup;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = Arrays.stream(lookup.addresses(host))
                .filter(allowed)
                .limit(MOST_ADDRESSES)
                .toArray(InetAddress[]::new);
        if (addresses.length == 0) {
            throw new ForbiddenAddressException(host);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
