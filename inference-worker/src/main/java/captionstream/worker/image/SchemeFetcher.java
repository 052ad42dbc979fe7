package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.net.URI;
import java.util.Locale;

/** Picks the fetcher of a URI's scheme. */
final class SchemeFetcher implements ImageFetcher {
    private final ImageFetcher files;
    private final ImageFetcher web;
    private final ImageFetcher data;
    private final ImageFetcher s3;

    SchemeFetcher(ImageFetcher files, ImageFetcher web, ImageFetcher data, ImageFetcher s3) {
        this.files = files;
        this.web = web;
        this.data = data;
        this.s3 = s3;
    }

    @Override
    public FetchedImage fetch(URI uri) {
        if (uri.getScheme() == null) {
            throw new ImageRejected(DeadLetterReason.INVALID_URI, "the URI has no scheme: " + Redacted.location(uri));
        }
        return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "file" -> files.fetch(uri);
            case "http", "https" -> web.fetch(uri);
            case "data" -> data.fetch(uri);
            case "s3" -> s3.fetch(uri);
            default ->
                throw new ImageRejected(
                        DeadLetterReason.UNSUPPORTED_SCHEME,
                        "images cannot be fetched by the scheme " + Redacted.shortened(uri.getScheme()));
        };
    }

    @Override
    public void close() {
        web.close();
        s3.close();
    }
}
