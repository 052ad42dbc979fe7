package captionstream.worker.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Prepares things a few numbers ahead on another thread, while the model works. */
public final class Ahead<T> implements AutoCloseable {
    private static final int DEPTH = 3;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread daemon = new Thread(work, "prepare-batches");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Deque<Future<T>> pending = new ArrayDeque<>();
    private final IntFunction<T> make;
    private final int end;
    private int asked;

    /**
     * @param first number to prepare
     * @param end the number after the last
     */
    public Ahead(int first, int end, IntFunction<T> make) {
        this.make = make;
        this.end = end;
        this.asked = first;
        for (int i = 0; i < DEPTH; i++) {
            ask();
        }
    }

    private void ask() {
        if (asked < end) {
            int number = asked++;
            pending.add(thread.submit(() -> make.apply(number)));
        }
    }

    /** In the order of the numbers; not to be asked more often than there are. */
    public T next() {
        ask();
        try {
            return pending.remove().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a batch could not be prepared", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a batch", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
