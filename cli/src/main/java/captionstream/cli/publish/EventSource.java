package captionstream.cli.publish;

import captionstream.ImageEvent;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Image events to publish; read once, and closed by whoever reads them. */
interface EventSource {
    /** How many events there are, where that is known before reading them. */
    OptionalLong total();

    Stream<ImageEvent> events();
}
