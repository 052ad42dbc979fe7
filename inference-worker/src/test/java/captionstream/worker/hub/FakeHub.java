package captionstream.worker.hub;

import captionstream.worker.model.ConfigFile;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Behaves as the hub does: it lists revisions, answers for small files itself by way of a relative redirect, and sends
 * whoever asks for a large one to another host, where ranges can be had. Any answer can be replaced by a worse one.
 */
final class FakeHub implements AutoCloseable {
    static final String COMMIT = "57c216476eefef5ab752ec549e440a49ae4ae5f3";

    /** Larger files are kept in LFS. */
    private static final int LARGE = 4_000;

    /** What to do instead of answering rightly; closing the exchange is done by the server. */
    interface Mischief {
        void answer(HttpExchange exchange, byte[] content) throws IOException;
    }

    record Request(String server, String path, String query, String authorization, String range) {}

    private final HttpServer hub;
    private final HttpServer store;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Map<String, byte[]>> repositories = new HashMap<>();
    private final Map<String, Deque<Mischief>> mischief = new HashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private String listing = "";

    FakeHub() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        hub = HttpServer.create(anyPort, 0);
        store = HttpServer.create(anyPort, 0);
        hub.setExecutor(threads);
        store.setExecutor(threads);
        hub.createContext("/", exchange -> answer("hub", exchange));
        store.createContext("/", exchange -> answer("store", exchange));
        hub.start();
        store.start();
    }

    HubEndpoint endpoint() {
        return HubEndpoint.from(
                Map.of("HF_ENDPOINT", "http://localhost:" + hub.getAddress().getPort()));
    }

    String storeAddress() {
        return "http://127.0.0.1:" + store.getAddress().getPort();
    }

    void put(String repository, String file, byte[] content) {
        repositories.computeIfAbsent(repository, name -> new TreeMap<>()).put(file, content);
    }

    void remove(String repository, String file) {
        repositories.get(repository).remove(file);
    }

    /** What the hub says of every revision from now on. */
    void lists(String body) {
        listing = body;
    }

    /** For the next requests whose path ends so, one each. */
    void next(String pathEnd, Mischief... answers) {
        mischief.computeIfAbsent(pathEnd, end -> new ArrayDeque<>()).addAll(Arrays.asList(answers));
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<Request> requestsFor(String pathEnd) {
        return requests.stream()
                .filter(request -> request.path().endsWith(pathEnd))
                .toList();
    }

    static Mischief status(int status, String... headers) {
        return (exchange, content) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    static Mischief body(String body) {
        return (exchange, content) -> send(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Promises the rest of the file, sends so many bytes of it, and hangs up. */
    static Mischief hangUpAfter(int bytes) {
        return (exchange, content) -> {
            int from = from(exchange);
            if (from > 0) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
            exchange.getResponseBody().write(content, from, bytes);
            exchange.getResponseBody().flush();
        };
    }

    /** Sends so many bytes and then nothing more, without hanging up. */
    Mischief fallSilentAfter(int bytes) {
        return (exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, bytes);
            exchange.getResponseBody().flush();
            awaitClosing();
        };
    }

    Mischief neverAnswer() {
        return (exchange, content) -> awaitClosing();
    }

    @Override
    public void close() {
        closing.countDown();
        hub.stop(0);
        store.stop(0);
        threads.shutdownNow();
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(String server, HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            requests.add(new Request(
                    server,
                    path,
                    String.valueOf(exchange.getRequestURI().getRawQuery()),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Range"))));
            byte[] content = content(path);
            Mischief instead = nextMischief(server + path);
            if (instead != null) {
                instead.answer(exchange, content == null ? new byte[0] : content);
            } else if (path.startsWith("/api/models/")) {
                list(exchange, path);
            } else if (content == null) {
                exchange.getResponseHeaders().set("X-Error-Code", "EntryNotFound");
                send(exchange, 404, "no such file".getBytes(StandardCharsets.UTF_8));
            } else if (server.equals("hub") && !path.startsWith("/cache/")) {
                redirect(exchange, path, content);
            } else {
                sendRange(exchange, content);
            }
        }
    }

    private FakeHub.Mischief nextMischief(String path) {
        return mischief.entrySet().stream()
                .filter(entry ->
                        path.endsWith(entry.getKey()) && !entry.getValue().isEmpty())
                .findFirst()
                .map(entry -> entry.getValue().remove())
                .orElse(null);
    }

    private byte[] content(String path) {
        String[] parts = path.replaceFirst("^/(cache|objects)", "").split("/resolve/" + COMMIT + "/");
        return parts.length == 2
                ? repositories.getOrDefault(parts[0].substring(1), Map.of()).get(parts[1])
                : null;
    }

    private void redirect(HttpExchange exchange, String path, byte[] content) throws IOException {
        exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
        if (content.length < LARGE) {
            exchange.getResponseHeaders().set("ETag", '"' + gitBlob(content) + '"');
            exchange.getResponseHeaders().set("Location", "/cache" + path);
            exchange.sendResponseHeaders(307, -1);
        } else {
            exchange.getResponseHeaders().set("X-Linked-Etag", '"' + sha256(content) + '"');
            exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(content.length));
            exchange.getResponseHeaders().set("Location", storeAddress() + "/objects" + path + "?Signature=geheim");
            exchange.sendResponseHeaders(302, -1);
        }
    }

    private static void sendRange(HttpExchange exchange, byte[] content) throws IOException {
        int from = from(exchange);
        if (from == 0) {
            send(exchange, 200, content);
        } else if (from >= content.length) {
            exchange.sendResponseHeaders(416, -1);
        } else {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            send(exchange, 206, Arrays.copyOfRange(content, from, content.length));
        }
    }

    private static int from(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        return range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void list(HttpExchange exchange, String path) throws IOException {
        String repository = path.substring("/api/models/".length()).replaceFirst("/revision/.*", "");
        Map<String, byte[]> files = repositories.get(repository);
        if (files == null) {
            exchange.getResponseHeaders().set("X-Error-Code", "RepoNotFound");
            send(exchange, 401, "Invalid username or password.".getBytes(StandardCharsets.UTF_8));
            return;
        }
        ObjectNode json = ConfigFile.object().put("id", repository).put("sha", COMMIT);
        ArrayNode siblings = json.putArray("siblings");
        files.forEach((name, content) -> describe(siblings.addObject(), name, content));
        send(exchange, 200, (listing.isEmpty() ? json.toString() : listing).getBytes(StandardCharsets.UTF_8));
    }

    private static void describe(ObjectNode sibling, String name, byte[] content) {
        sibling.put("rfilename", name).put("size", content.length).put("blobId", gitBlob(content));
        if (content.length >= LARGE) {
            sibling.putObject("lfs")
                    .put("sha256", sha256(content))
                    .put("size", content.length)
                    .put("pointerSize", 134);
        }
    }

    static String gitBlob(byte[] content) {
        return Digests.hex("SHA-1", ("blob " + content.length + "\0").getBytes(StandardCharsets.UTF_8), content);
    }

    static String sha256(byte[] content) {
        return Digests.hex("SHA-256", content);
    }
}
