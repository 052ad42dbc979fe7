package captionstream.schemas.registry;

import org.apache.avro.Schema;

/** The two things a serializer and a deserializer need of a registry. Implementations are safe for many threads. */
public interface SchemaRegistry {
    /**
     * The id under which the subject has this schema, registered now if need be.
     *
     * @throws SchemaRegistryException where the registry refuses, as it does for an incompatible schema
     * @throws SchemaRegistryUnavailableException where it cannot be reached
     */
    int register(String subject, Schema schema);

    /**
     * The schema of an id.
     *
     * @throws UnknownSchemaException where there is no such id, or where it is no Avro schema
     * @throws SchemaRegistryException where the registry refuses
     * @throws SchemaRegistryUnavailableException where it cannot be reached
     */
    Schema schema(int id);
}
