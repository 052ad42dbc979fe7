package captionstream.worker;

import captionstream.worker.image.ImageSpec;
import captionstream.worker.intake.LoadedRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Loads images ahead while the model works.
 *
 * @param threads where the loading happens
 * @param loader what it consists of
 * @param preparing told of what later images have to be prepared for
 * @param onLoaded called on the loading thread after each request
 */
record LoadingPool(
        Executor threads,
        Function<ConsumerRecord<byte[], byte[]>, LoadedRequest> loader,
        Consumer<ImageSpec> preparing,
        Runnable onLoaded) {
    void prepareFor(ImageSpec spec) {
        preparing.accept(spec);
    }

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
