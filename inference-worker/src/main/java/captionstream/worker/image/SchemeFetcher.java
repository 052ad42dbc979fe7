package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.net.URI;
import java.util.Locale;

/** Picks the fetcher of a URI's scheme. */
final class SchemeFetcher implements ImageFetcher {
    private final FileFetcher files;
    private final HttpFetcher web;

    SchemeFetcher(FileFetcher files, HttpFetcher web) {
        this.files = files;
        this.web = web;
    }

    @Override
    public FetchedImage fetch(URI uri) {
        if (uri.getScheme() == null) {
            throw new ImageRejected(DeadLetterReason.INVALID_URI, "the URI has no scheme: " + Redacted.location(uri));
        }
        return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "file" -> files.fetch(uri);
            case "http", "https" -> web.fetch(uri);
            default ->
                throw new ImageRejected(
                        DeadLetterReason.UNSUPPORTED_SCHEME,
                        "images cannot be fetched by the scheme " + Redacted.shortened(uri.getScheme()));
        };
    }

    @Override
    public void close() {
        web.close();
    }
}
