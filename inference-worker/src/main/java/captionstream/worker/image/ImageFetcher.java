package captionstream.worker.image;

import java.net.URI;

/** Brings the bytes behind URIs of certain schemes, within a {@link FetchPolicy}. Safe for use by many threads. */
public interface ImageFetcher extends AutoCloseable {
    /**
     * @throws ImageRejected if the policy forbids it, or the bytes cannot be had
     * @throws java.util.concurrent.CancellationException if the thread is interrupted, which says nothing of the image
     */
    FetchedImage fetch(URI uri);

    @Override
    default void close() {}

    /**
     * A fetcher of all supported schemes: {@code file}, {@code http}, {@code https}, {@code data} and {@code s3}.
     *
     * @throws IllegalArgumentException if the policy allows buckets, and no credentials or region are known for them
     */
    static ImageFetcher within(FetchPolicy policy) {
        return new SchemeFetcher(
                new FileFetcher(policy), new HttpFetcher(policy), new DataFetcher(policy), S3Fetcher.within(policy));
    }
}
