package captionstream.dashboard.stream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection that reads when it is told to, and keeps the types and ids of the events it got. */
final class RawClient {
    private static final int SMALL = 4_096;
    private static final int LINE_START = 64;

    private final SocketChannel channel;
    private final StringBuilder line = new StringBuilder();
    private final List<String> types = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    private RawClient(SocketChannel channel) {
        this.channel = channel;
    }

    static RawClient to(int port) throws IOException {
        return connected(SocketChannel.open(), port);
    }

    /** Of one that will not read, the kernel holds little. */
    static RawClient silentTo(int port) throws IOException {
        return connected(SocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, SMALL), port);
    }

    private static RawClient connected(SocketChannel channel, int port) throws IOException {
        channel.connect(new InetSocketAddress("127.0.0.1", port));
        return new RawClient(channel);
    }

    void ask(String request) throws IOException {
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    }

    void register(Selector selector) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    void read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            channel.close();
        }
        for (buffer.flip(); buffer.hasRemaining(); ) {
            take((char) buffer.get());
        }
    }

    List<String> types() {
        return types;
    }

    List<Long> ticks() {
        return ids.stream().map(id -> Long.parseLong(id.split("-")[1])).toList();
    }

    boolean has(long tick) {
        return !ids.isEmpty() && lastEventId().endsWith("-" + tick);
    }

    String lastEventId() {
        return ids.get(ids.size() - 1);
    }

    void close() throws IOException {
        channel.close();
    }

    private void take(char next) {
        if (next != '\n') {
            if (line.length() < LINE_START) {
                line.append(next);
            }
            return;
        }
        String text = line.toString();
        line.setLength(0);
        if (text.startsWith("id: ")) {
            ids.add(text.substring("id: ".length()));
        } else if (text.startsWith("event: ")) {
            types.add(text.substring("event: ".length()));
        }
    }
}
