package captionstream.schemas.serde;

import captionstream.schemas.KafkaConnection;
import captionstream.schemas.registry.RegistrySettings;
import captionstream.schemas.registry.SchemaRegistry;
import captionstream.schemas.registry.SchemaRegistryClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes the serializers and deserializers of one registry, sharing its cache. They write subject
 * {@code <topic>-value}. Safe for many threads, as is what it makes.
 *
 * <p>Deserializers throw {@link org.apache.kafka.common.errors.SerializationException} for anything undecodable, and
 * {@link captionstream.schemas.registry.SchemaRegistryUnavailableException} while the registry cannot be reached.
 */
public final class AvroSerdes {
    /**
     * Client property whose value {@code confluent} puts Confluent's own serializers in the place of ours, as does the
     * environment variable {@value #SERIALIZER_VARIABLE}; {@code own} is the default.
     */
    public static final String SERIALIZER = "captionstream.serializer";

    public static final String SERIALIZER_VARIABLE = "CAPTIONSTREAM_SERIALIZER";

    private final SerdeSource source;

    private AvroSerdes(SerdeSource source) {
        this.source = source;
    }

    /** @throws IllegalStateException where Confluent's serializers are asked for and were not built in */
    public static AvroSerdes using(KafkaConnection connection) {
        return new AvroSerdes(
                switch (choice(connection)) {
                    case "own" -> new OwnSerdes(new SchemaRegistryClient(RegistrySettings.of(connection)));
                    case "confluent" -> new ConfluentSerdes(confluentSettings(connection));
                    default ->
                        throw new IllegalArgumentException(
                                SERIALIZER + " is '" + choice(connection) + "': it must be own or confluent");
                });
    }

    public static AvroSerdes using(SchemaRegistry registry) {
        return new AvroSerdes(new OwnSerdes(registry));
    }

    public <T extends SpecificRecord> Serializer<T> serializer(Class<T> recordClass) {
        return source.serializer();
    }

    public <T extends SpecificRecord> Deserializer<T> deserializer(Class<T> recordClass) {
        return source.deserializer(recordClass, Set.of());
    }

    /**
     * Reads no more than it must.
     *
     * @param fields to be read, none of them records or collections; what others are is undefined
     */
    public <T extends SpecificRecord> Deserializer<T> deserializer(Class<T> recordClass, Set<String> fields) {
        return source.deserializer(recordClass, fields);
    }

    public <T extends SpecificRecord> Serde<T> serde(Class<T> recordClass) {
        return Serdes.serdeFrom(serializer(recordClass), deserializer(recordClass));
    }

    private static String choice(KafkaConnection connection) {
        String fallback = System.getenv().getOrDefault(SERIALIZER_VARIABLE, "own");
        return connection.clientProperties().getOrDefault(SERIALIZER, fallback);
    }

    private static Map<String, Object> confluentSettings(KafkaConnection connection) {
        Map<String, Object> settings = new HashMap<>(connection.clientProperties());
        settings.put(RegistrySettings.URL, connection.schemaRegistryUrl().toString());
        settings.put("specific.avro.reader", true);
        settings.put("avro.remove.java.properties", true);
        return settings;
    }
}
