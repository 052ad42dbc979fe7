package captionstream.cli.export;

import captionstream.Caption;
import captionstream.cli.export.SampleImage.Fetched;
import captionstream.cli.export.SampleImage.Unreadable;
import captionstream.worker.image.FetchPolicy;
import captionstream.worker.image.FetchedImage;
import captionstream.worker.image.ImageFetcher;
import captionstream.worker.image.ImageRejected;
import java.net.URI;
import java.net.URISyntaxException;

/** The bytes that were captioned, read again within a fetch policy. Safe for many threads. */
final class VerifiedImages implements AutoCloseable {
    private final ImageFetcher fetcher;

    VerifiedImages(FetchPolicy policy) {
        this.fetcher = ImageFetcher.within(policy);
    }

    SampleImage of(Caption caption) {
        try {
            FetchedImage image = fetcher.fetch(new URI(caption.getUri()));
            if (!image.sha256().equals(caption.getImageSha256())) {
                return new Unreadable(otherBytes(caption));
            }
            return image.extension()
                    .<SampleImage>map(extension -> new Fetched(image.bytes(), extension))
                    .orElseGet(() -> new Unreadable("its bytes are no image"));
        } catch (ImageRejected e) {
            return new Unreadable(e.reason().code() + ": " + e.getMessage());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return new Unreadable("its URI is none that images can be read from");
        }
    }

    private static String otherBytes(Caption caption) {
        return caption.getUri().startsWith("data:")
                ? "its event carried it, and captions repeat only small images"
                : "the bytes there are not those that were captioned, by their SHA-256";
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
