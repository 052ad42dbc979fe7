package captionstream.worker.image;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every connection with the same bytes, right or wrong; then hangs up, or says nothing more. */
final class RawServer implements AutoCloseable {
    final AtomicInteger connections = new AtomicInteger();

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String answer;
    private final boolean hangsUp;

    private RawServer(String answer, boolean hangsUp) throws IOException {
        this.answer = answer;
        this.hangsUp = hangsUp;
        Thread thread = new Thread(this::serve, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    static RawServer hangingUpAfter(String answer) throws IOException {
        return new RawServer(answer, true);
    }

    static RawServer silentAfter(String answer) throws IOException {
        return new RawServer(answer, false);
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getLocalPort() + "/a.png");
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
        if (hangsUp) {
            client.close();
        }
    }
}
