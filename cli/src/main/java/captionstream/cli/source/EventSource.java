package captionstream.cli.source;

import captionstream.ImageEvent;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Image events; read once, and closed by whoever reads them. */
public interface EventSource {
    /** How many events there are, where that is known before reading them. */
    OptionalLong total();

    Stream<ImageEvent> events();
}
