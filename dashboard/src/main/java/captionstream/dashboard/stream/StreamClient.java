package captionstream.dashboard.stream;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One page that follows the stream. Events wait in a bounded backlog while its connection takes no more; no thread waits
 * with them. A client whose backlog is full is dropped: its browser connects again and gets what it missed.
 */
public final class StreamClient implements WriteListener {
    private final Backlog waiting;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private @Nullable ServletOutputStream out;
    private boolean writable;
    private boolean unflushed;

    StreamClient(Backlog waiting) {
        this.waiting = waiting;
    }

    /** Begins writing what waits, from the container's threads; the request must be asynchronous by now. */
    public void writeTo(ServletOutputStream out) {
        synchronized (this) {
            this.out = out;
        }
        out.setWriteListener(this);
    }

    /** Completes when the client has gone or was dropped. */
    public CompletableFuture<Void> finished() {
        return finished;
    }

    void send(byte[] event) {
        if (!takes(event)) {
            close();
        }
    }

    void close() {
        finished.complete(null);
    }

    synchronized long waitingBytes() {
        return waiting.bytes();
    }

    @Override
    public void onWritePossible() {
        boolean written;
        synchronized (this) {
            writable = true;
            written = writeWhatFits();
        }
        if (!written) {
            close();
        }
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    private synchronized boolean takes(byte[] event) {
        return waiting.add(event) && (!writable || writeWhatFits());
    }

    private boolean writeWhatFits() {
        try {
            while (!finished.isDone() && (unflushed || !waiting.isEmpty()) && out.isReady()) {
                writeNext();
            }
            return true;
        } catch (IOException | IllegalStateException e) {
            return false;
        }
    }

    private void writeNext() throws IOException {
        byte[] next = waiting.poll();
        if (next != null) {
            out.write(next);
            unflushed = true;
        } else {
            out.flush();
            unflushed = false;
        }
    }
}
