package captionstream.dashboard.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Encodes events of a {@code text/event-stream}. */
final class ServerSentEvent {
    private ServerSentEvent() {}

    /** @param data on one line, as JSON is */
    static byte[] encode(String type, String id, byte[] data) {
        ByteArrayOutputStream event = new ByteArrayOutputStream(data.length + 64);
        event.writeBytes(("event: " + type + "\nid: " + id + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
        event.writeBytes(data);
        event.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return event.toByteArray();
    }
}
