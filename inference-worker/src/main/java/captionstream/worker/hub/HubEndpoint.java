package captionstream.worker.hub;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Where the hub, or a mirror of it, answers: {@code HF_ENDPOINT}. Over https, or http on this machine alone. */
public record HubEndpoint(URI uri) {
    private static final String PUBLIC_HUB = "https://huggingface.co";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "[::1]");
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

    public HubEndpoint {
        boolean plain = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
        if (uri.getHost() == null || !plain || !isSafe(uri)) {
            throw new HubException(
                    "HF_ENDPOINT is no address of a hub",
                    "Give it as https://HOST, without user, password and query; http works for this machine only");
        }
    }

    public static HubEndpoint from(Map<String, String> environment) {
        String address = environment.getOrDefault("HF_ENDPOINT", "").strip();
        try {
            return new HubEndpoint(URI.create(address.isEmpty() ? PUBLIC_HUB : address.replaceFirst("/+$", "")));
        } catch (IllegalArgumentException e) {
            throw new HubException("HF_ENDPOINT is no address: " + e.getMessage(), "Give it as https://HOST");
        }
    }

    /** Whether a token for the hub may be sent there. */
    boolean isOwn(URI other) {
        return uri.getScheme().equalsIgnoreCase(other.getScheme())
                && uri.getHost().equalsIgnoreCase(other.getHost())
                && port(uri) == port(other);
    }

    /** Whether a redirect may lead there. */
    boolean mayLeadTo(URI target) {
        boolean downgraded = isHttp(target) && !isHttp(uri);
        return target.getHost() != null && target.getRawUserInfo() == null && isSafe(target) && !downgraded;
    }

    /** Lists the files of a revision with sizes and checksums. */
    URI listing(RepositoryName repository, Revision revision) {
        return URI.create(uri + "/api/models/" + repository + "/revision/" + revision.encoded() + "?blobs=true");
    }

    /** @param file without folders */
    URI content(RepositoryName repository, String commit, String file) {
        return URI.create(uri + "/" + repository + "/resolve/" + commit + "/" + file);
    }

    URI page(RepositoryName repository) {
        return URI.create(uri + "/" + repository);
    }

    @Override
    public String toString() {
        return uri.toString();
    }

    private static boolean isSafe(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme()) || isHttp(uri) && isThisMachine(uri.getHost());
    }

    private static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean isThisMachine(String host) {
        return THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT))
                || LOOPBACK.matcher(host).matches();
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : isHttp(uri) ? 80 : 443;
    }
}
