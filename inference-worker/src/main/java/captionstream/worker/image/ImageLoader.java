package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** From a URI to pixels: fetch, verify, decode, preprocess. Safe for use by many threads. */
public final class ImageLoader implements AutoCloseable {
    private static final double NANOS_PER_MILLI = 1e6;

    private final ImageFetcher fetcher;
    private final ImageDecoder decoder;
    private final ClipPreprocessor preprocessor;

    public ImageLoader(FetchPolicy policy, ImageSpec spec) {
        this(ImageFetcher.within(policy), new ImageDecoder(), new ClipPreprocessor(spec));
    }

    /** Closes the fetcher when closed. */
    public ImageLoader(ImageFetcher fetcher, ImageDecoder decoder, ClipPreprocessor preprocessor) {
        this.fetcher = fetcher;
        this.decoder = decoder;
        this.preprocessor = preprocessor;
    }

    /** One that fetches as this one does, through the same connections, and prepares images for another model. */
    public ImageLoader preparing(ImageSpec spec) {
        return new ImageLoader(fetcher, decoder, new ClipPreprocessor(spec));
    }

    /** As {@link #load(URI, String)}, of a URI that may be none. */
    public LoadedImage load(String uri, @Nullable String sha256) {
        return load(parsed(uri), sha256);
    }

    /**
     * @param sha256 what the bytes' digest must be, in hexadecimal digits of either case; null if any will do
     * @throws ImageRejected if the image cannot be had, is not what the digest says, or cannot be decoded
     * @throws java.util.concurrent.CancellationException if the thread is interrupted, which says nothing of the image
     */
    public LoadedImage load(URI uri, @Nullable String sha256) {
        long started = System.nanoTime();
        FetchedImage fetched = fetcher.fetch(uri);
        verify(fetched, sha256);
        long decoding = System.nanoTime();
        float[] pixels = preprocessor.pixels(decoder.decode(fetched.bytes()));
        long finished = System.nanoTime();
        return new LoadedImage(
                pixels,
                fetched.sha256(),
                (decoding - started) / NANOS_PER_MILLI,
                (finished - decoding) / NANOS_PER_MILLI);
    }

    @Override
    public void close() {
        fetcher.close();
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new ImageRejected(
                    DeadLetterReason.INVALID_URI, "the URI cannot be parsed: " + e.getReason() + " at " + e.getIndex());
        }
    }

    private static void verify(FetchedImage fetched, @Nullable String sha256) {
        if (sha256 != null && !sha256.equalsIgnoreCase(fetched.sha256())) {
            throw new ImageRejected(
                    DeadLetterReason.SHA256_MISMATCH,
                    "the bytes have the SHA-256 " + fetched.sha256() + ", not the one expected");
        }
    }
}
