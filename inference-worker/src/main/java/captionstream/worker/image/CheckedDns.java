package captionstream.worker.image;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/** Resolves names to allowed addresses only. The client dials exactly what this returns, so no later answer of DNS counts. */
final class CheckedDns implements DnsResolver {
    private static final int MOST_ADDRESSES = 4;
    private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(5);

    private final Predicate<InetAddress> allowed;
    private final HostLookup lookup;

    interface HostLookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    CheckedDns(Predicate<InetAddress> allowed, HostLookup lookup) {
        this.allowed = allowed;
        this.lookup = lookup;
    }

    /** With the addresses that the policy allows, looked up as this machine does. */
    static CheckedDns within(FetchPolicy policy) {
        return new CheckedDns(policy::allows, system());
    }

    /** As this machine looks names up, but not for long. */
    static HostLookup system() {
        return new BoundedLookup(InetAddress::getAllByName, LOOKUP_TIMEOUT);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = Arrays.stream(lookup.addresses(ascii(host)))
                .filter(allowed)
                .limit(MOST_ADDRESSES)
                .toArray(InetAddress[]::new);
        if (addresses.length == 0) {
            throw new ForbiddenAddressException(host);
        }
        return addresses;
    }

    /** As the URI had it: the client shows names of other scripts in these, which resolvers do not know. */
    private static String ascii(String host) throws UnknownHostException {
        try {
            return IDN.toASCII(host);
        } catch (IllegalArgumentException e) {
            throw new UnknownHostException(host);
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
