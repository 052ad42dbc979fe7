package captionstream.worker.image;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Answers every connection with the same bytes, right or wrong; then hangs up, says nothing more, or trickles. */
final class RawServer implements Closeable {
    private static final long PAUSE_NANOS = 10_000_000;

    final AtomicInteger connections = new AtomicInteger();

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String answer;
    private final After after;

    /** What follows the answer. */
    private interface After {
        void on(Socket client) throws IOException;
    }

    private RawServer(String answer, After after) throws IOException {
        this.answer = answer;
        this.after = after;
        Thread thread = new Thread(this::serve, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    static RawServer hangingUpAfter(String answer) throws IOException {
        return new RawServer(answer, Socket::close);
    }

    static RawServer silentAfter(String answer) throws IOException {
        return new RawServer(answer, client -> {});
    }

    /** Repeats some bytes, with a pause after each time, for as long as the client listens. */
    static RawServer tricklingAfter(String answer, String repeated) throws IOException {
        byte[] bytes = repeated.getBytes(StandardCharsets.ISO_8859_1);
        return new RawServer(answer, client -> {
            while (true) {
                client.getOutputStream().write(bytes);
                client.getOutputStream().flush();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });
    }

    URI uri() {
        return uri("http", "localhost");
    }

    URI uri(String scheme, String host) {
        return URI.create(scheme + "://" + host + ":" + server.getLocalPort() + "/a.png");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                answer(server.accept());
            } catch (IOException e) {
                // the server was closed, or the client left
            }
        }
    }

    private void answer(Socket client) throws IOException {
        connections.incrementAndGet();
        client.getInputStream().read(new byte[4096]);
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
        after.on(client);
    }
}
