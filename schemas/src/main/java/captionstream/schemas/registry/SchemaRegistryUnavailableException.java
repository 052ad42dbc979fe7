package captionstream.schemas.registry;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The registry gave no usable answer within the retries allowed; nothing is known about the record at hand. */
public final class SchemaRegistryUnavailableException extends KafkaException {
    private static final long serialVersionUID = 1L;

    public SchemaRegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
