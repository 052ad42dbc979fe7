package captionstream.schemas.serde;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;

/** Confluent's: one zero byte, the schema id in four big-endian bytes, then the Avro binary. */
final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 5;

    private WireFormat() {}

    static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array();
    }

    static int schemaId(byte[] message) {
        if (message.length < HEADER_BYTES) {
            throw new SerializationException(
                    "Not in Confluent's wire format: " + message.length + " bytes, shorter than its header");
        }
        if (message[0] != MAGIC) {
            throw new SerializationException(
                    "Not in Confluent's wire format: it starts with byte " + (message[0] & 0xff) + " instead of 0");
        }
        return ByteBuffer.wrap(message).getInt(1);
    }
}
