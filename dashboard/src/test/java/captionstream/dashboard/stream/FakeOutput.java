package captionstream.dashboard.stream;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A connection that can be made to take nothing, or to break; it holds callers to the rules of non-blocking writing. */
final class FakeOutput extends ServletOutputStream {
    record Event(String type, String id, String data) {}

    private final List<byte[]> writes = new ArrayList<>();
    private boolean blocked;
    private boolean broken;
    private boolean askedReady;
    private WriteListener listener;

    void block() {
        blocked = true;
    }

    void unblock() {
        blocked = false;
        possible();
    }

    void breakDown() {
        broken = true;
    }

    List<byte[]> writes() {
        return writes;
    }

    List<Event> events() {
        String text = writes.stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        return Arrays.stream(text.split("\n\n")).map(FakeOutput::parse).toList();
    }

    private static Event parse(String event) {
        String[] lines = event.split("\n");
        return new Event(lines[0].substring(7), lines[1].substring(4), lines[2].substring(6));
    }

    @Override
    public boolean isReady() {
        askedReady = !blocked;
        return askedReady;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        this.listener = listener;
        possible();
    }

    @Override
    public void write(int b) {
        throw new UnsupportedOperationException("one byte at a time");
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        use();
        writes.add(bytes);
    }

    @Override
    public void flush() throws IOException {
        use();
    }

    private void use() throws IOException {
        if (!askedReady) {
            throw new IllegalStateException("isReady was not asked");
        }
        askedReady = false;
        if (broken) {
            throw new IOException("broken pipe");
        }
    }

    private void possible() {
        if (!blocked) {
            try {
                listener.onWritePossible();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
