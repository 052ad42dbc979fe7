package captionstream.dashboard.web;

import captionstream.dashboard.thumbnail.Thumbnails;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;

/** A page on which nothing can be done, and whose pictures a test may choose. */
abstract class PageServerCase extends PageCase {
    static final String HOSTILE = "</script><img src=x onerror=alert(1)>\u2028\n\ndata: \"'&";
    static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

    @BeforeEach
    void start() {
        server = serve(0);
        events.start(Duration.ofMillis(50));
    }

    PageServer serve(int port) {
        return serve(PageSettings.onLoopback(port), pictures(), PageActions.NONE);
    }

    Thumbnails pictures() {
        return Thumbnails.none();
    }
}
