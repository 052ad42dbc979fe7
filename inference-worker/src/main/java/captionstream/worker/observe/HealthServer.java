package captionstream.worker.observe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Serves {@code /live} and {@code /ready} (200 or 503) and {@code /metrics} (Prometheus text) on the loopback address.
 */
public final class HealthServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads;

    private HealthServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * @param port 0 for any free one, see {@link #port}
     * @throws UncheckedIOException where the port cannot be had
     */
    public static HealthServer start(
            int port, BooleanSupplier live, BooleanSupplier ready, Supplier<String> metricsText) {
        HttpServer server = bound(port);
        ExecutorService threads = Executors.newFixedThreadPool(2, HealthServer::thread);
        server.setExecutor(threads);
        server.createContext("/live", exchange -> answer(exchange, "/live", live.getAsBoolean()));
        server.createContext("/ready", exchange -> answer(exchange, "/ready", ready.getAsBoolean()));
        server.createContext("/metrics", exchange -> respond(exchange, "/metrics", 200, metricsText.get()));
        server.start();
        return new HealthServer(server, threads);
    }

    private static HttpServer bound(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        } catch (IOException e) {
            throw new UncheckedIOException("health-port " + port + " cannot be had: " + e.getMessage(), e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "worker-health");
        thread.setDaemon(true);
        return thread;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, String path, boolean good) throws IOException {
        respond(exchange, path, good ? 200 : 503, good ? "ok\n" : "no\n");
    }

    private static void respond(HttpExchange exchange, String path, int status, String text) throws IOException {
        try (exchange) {
            boolean known = exchange.getRequestURI().getPath().equals(path);
            byte[] body = (known ? text : "not found\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(known ? status : 404, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
