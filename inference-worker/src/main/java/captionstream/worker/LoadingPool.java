package captionstream.worker;

import captionstream.worker.intake.LoadedRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Loads images ahead while the model works.
 *
 * @param threads where the loading happens
 * @param loader what it consists of
 * @param onLoaded called on the loading thread after each request
 */
record LoadingPool(
        Executor threads, Function<ConsumerRecord<byte[], byte[]>, LoadedRequest> loader, Runnable onLoaded) {
    CompletableFuture<LoadedRequest> start(ConsumerRecord<byte[], byte[]> origin) {
        CompletableFuture<LoadedRequest> loading = new CompletableFuture<>();
        threads.execute(() -> load(origin, loading));
        return loading;
    }

    private void load(ConsumerRecord<byte[], byte[]> origin, CompletableFuture<LoadedRequest> loading) {
        if (loading.isCancelled()) {
            return;
        }
        try {
            loading.complete(loader.apply(origin));
        } catch (Throwable e) {
            loading.completeExceptionally(e);
        }
        onLoaded.run();
    }
}
