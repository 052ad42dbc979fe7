package captionstream.cli.export;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/** Fetches the images of samples some way ahead, and hands them on in the order of the samples. */
final class SampleLoader implements AutoCloseable {
    private final VerifiedImages images;
    private final int ahead;
    private final ExecutorService threads;

    SampleLoader(VerifiedImages images, int threads) {
        this.images = images;
        this.ahead = 2 * threads;
        this.threads = Executors.newFixedThreadPool(threads);
    }

    void each(List<Sample> samples, BiConsumer<Integer, SampleImage> action) {
        Queue<Future<SampleImage>> loading = new ArrayDeque<>();
        int handedOn = 0;
        for (Sample sample : samples) {
            loading.add(threads.submit(() -> images.of(sample.best())));
            if (loading.size() > ahead) {
                action.accept(handedOn++, result(loading.remove()));
            }
        }
        while (!loading.isEmpty()) {
            action.accept(handedOn++, result(loading.remove()));
        }
    }

    private static SampleImage result(Future<SampleImage> image) {
        try {
            return image.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Fetching an image failed in an unforeseen way", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while images were fetched");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
