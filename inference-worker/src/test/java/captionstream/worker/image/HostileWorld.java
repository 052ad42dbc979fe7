package captionstream.worker.image;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Where hostile images lie: a folder that may be read, one beside it that may not, servers, and names in a DNS. */
final class HostileWorld implements AutoCloseable {
    /** The only name of this machine that may be dialled. */
    static final String SERVER = "images.test";

    private static final Map<String, String> NAMES = Map.of(
            SERVER,
            "127.0.0.1",
            "localhost",
            "127.0.0.1",
            "localhost.",
            "127.0.0.1",
            "127.0.0.1.nip.test",
            "127.0.0.1",
            "metadata.test",
            "169.254.169.254",
            "carrier.test",
            "100.64.0.1",
            "mapped.test",
            "::ffff:10.0.0.1",
            "xn--exmple-cua.test",
            "192.168.0.1");

    final Path folder;
    final Path secret;

    private final Deque<Closeable> open = new ArrayDeque<>();

    HostileWorld(Path directory) throws IOException {
        folder = Files.createDirectory(directory.resolve("pictures"));
        secret = Files.write(directory.resolve("secret.png"), PillowReference.resource("grey-8.png"));
    }

    String file(byte[] bytes) throws IOException {
        return file("image", bytes);
    }

    String file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toUri().toString();
    }

    /** A server that {@link #SERVER} names. */
    ImageServer web() throws IOException {
        return opened(new ImageServer());
    }

    <T extends Closeable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    /** Any host is allowed here, so that only its address can keep a request from being made. */
    ImageFetcher fetcher(Duration patience) {
        FetchPolicy policy = FetchPolicy.defaults()
                .withFileRoots(List.of(folder))
                .withHosts(List.of("*"))
                .withTimeout(patience)
                .withRetries(2, Duration.ofMillis(1));
        CheckedDns dns = new CheckedDns(
                address ->
                        PublicAddresses.contains(address) || address.toString().startsWith(SERVER + "/"),
                new BoundedLookup(HostileWorld::lookUp, Duration.ofMillis(300)));
        return new SchemeFetcher(
                new FileFetcher(policy),
                new HttpFetcher(policy, dns),
                new DataFetcher(policy),
                S3Fetcher.within(policy));
    }

    private static InetAddress[] lookUp(String host) throws UnknownHostException {
        if (host.equals("slow.test")) {
            awaitInterruption();
        }
        String address = NAMES.get(host.toLowerCase(Locale.ROOT));
        if (address == null && host.matches("[^:]*[g-z][^:]*")) {
            throw new UnknownHostException(host);
        }
        InetAddress found = InetAddress.getByName(address == null ? host : address);
        return new InetAddress[] {InetAddress.getByAddress(host, found.getAddress())};
    }

    private static void awaitInterruption() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
