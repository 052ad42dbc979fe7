package captionstream.worker.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One hostile image or URI, and what must become of it.
 *
 * @param offered lays the image out where it can be asked for
 * @param expected the size as decoded, such as {@code 40x34}, or a reason code
 * @param mostMebibytes that the thread may allocate for it
 * @param patience how long fetching may take
 */
record HostileRow(String name, Offer offered, String expected, int mostMebibytes, Duration patience) {
    private static final int USUAL_MEBIBYTES = 8;
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    interface Offer {
        /** The URI to ask for. */
        String in(HostileWorld world) throws IOException;
    }

    static HostileRow of(String name, Offer offered, String expected) {
        return new HostileRow(name, offered, expected, USUAL_MEBIBYTES, USUAL_PATIENCE);
    }

    static HostileRow uri(String uri, String expected) {
        return of(uri.isBlank() ? "a URI of " + uri.length() + " spaces" : uri, world -> uri, expected);
    }

    static HostileRow image(String name, byte[] bytes, String expected) {
        return of(name, world -> world.file(bytes), expected);
    }

    static HostileRow image(String name, String text, String expected) {
        return image(name, text.getBytes(StandardCharsets.ISO_8859_1), expected);
    }

    HostileRow within(int mebibytes) {
        return new HostileRow(name, offered, expected, mebibytes, patience);
    }

    HostileRow hasty() {
        return new HostileRow(name, offered, expected, mostMebibytes, SHORT);
    }

    @Override
    public String toString() {
        return (name + " → " + expected).replaceAll("\\p{Cntrl}", "?");
    }
}
