package captionstream.worker.hub;

import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A body taken piece by piece as it arrives, never more than one piece ahead; unlike a stream of the JDK's client it
 * does not wait forever for a server that has fallen silent.
 */
final class ResponseBody implements BodySubscriber<ResponseBody>, Closeable {
    private sealed interface Signal {
        record Pieces(List<ByteBuffer> buffers) implements Signal {}

        record Broken(Throwable cause) implements Signal {}

        record End() implements Signal {}
    }

    private final Duration patience;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final Deque<ByteBuffer> pieces = new ArrayDeque<>();

    ResponseBody(Duration patience) {
        this.patience = patience;
    }

    /** The next bytes, null at the end. */
    @Nullable
    ByteBuffer next() throws IOException, InterruptedException {
        while (pieces.isEmpty()) {
            Signal signal = signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (signal == null) {
                throw new TransientFailure("nothing has come for " + patience.toSeconds() + " s");
            }
            if (signal instanceof Signal.Broken broken) {
                throw new TransientFailure("the connection was lost (" + Reason.of(broken.cause) + ")");
            }
            if (signal instanceof Signal.End) {
                signals.add(signal);
                return null;
            }
            pieces.addAll(((Signal.Pieces) signal).buffers());
            subscription.join().request(1);
        }
        return pieces.remove();
    }

    /** The first bytes, at most so many; shorter only where the body is. */
    byte[] head(int size) throws IOException, InterruptedException {
        ByteBuffer head = ByteBuffer.allocate(size);
        for (ByteBuffer piece; head.hasRemaining() && (piece = next()) != null; ) {
            head.put(piece.slice(piece.position(), Math.min(piece.remaining(), head.remaining())));
        }
        byte[] bytes = new byte[head.flip().remaining()];
        head.get(bytes);
        return bytes;
    }

    @Override
    public CompletionStage<ResponseBody> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.complete(given);
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Signal.Pieces(buffers));
    }

    @Override
    public void onError(Throwable thrown) {
        signals.add(new Signal.Broken(thrown));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal.End());
    }

    @Override
    public void close() {
        subscription.thenAccept(Flow.Subscription::cancel);
    }
}
