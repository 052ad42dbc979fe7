package captionstream.schemas.registry;

import org.apache.kafka.common.KafkaException;

/** The registry answered, and the answer is no. */
public class SchemaRegistryException extends KafkaException {
    private static final long serialVersionUID = 1L;

    private final int errorCode;

    public SchemaRegistryException(String message, int errorCode) {
        super(message);
        this.errorCode = errorCode;
    }

    /** Confluent's error code, such as 40401 or 409; the HTTP status where the registry gave no code. */
    public int errorCode() {
        return errorCode;
    }

    /** Whether the registry holds the schema to be incompatible with the subject's earlier ones. */
    public boolean isIncompatibleSchema() {
        return errorCode == 409;
    }

    /** Whether a registry says that it has no such subject, version or schema; a bare HTTP 404 may be a wrong URL. */
    public boolean isNotFound() {
        return errorCode / 100 == 404;
    }
}
