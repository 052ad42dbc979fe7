package captionstream.schemas.registry;

/** No Avro schema has this id. */
public final class UnknownSchemaException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    /** Confluent's code for a schema id that does not exist. */
    public static final int CODE = 40403;

    public UnknownSchemaException(String message) {
        super(message, CODE);
    }
}
