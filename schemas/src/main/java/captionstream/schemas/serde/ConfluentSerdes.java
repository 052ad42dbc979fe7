package captionstream.schemas.serde;

import captionstream.schemas.registry.SchemaRegistryUnavailableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Confluent's serializers, where the build put them on the class path (Maven profile {@code confluent}). */
record ConfluentSerdes(Map<String, ?> settings) implements SerdeSource {
    private static final String SERIALIZER = "io.confluent.kafka.serializers.KafkaAvroSerializer";
    private static final String DESERIALIZER = "io.confluent.kafka.serializers.KafkaAvroDeserializer";

    ConfluentSerdes {
        load(SERIALIZER, Serializer.class);
        load(DESERIALIZER, Deserializer.class);
        TrustedRecords.trust();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends SpecificRecord> Serializer<T> serializer() {
        Serializer<T> serializer = load(SERIALIZER, Serializer.class);
        serializer.configure(settings, false);
        return serializer;
    }

    @Override
    public <T extends SpecificRecord> Deserializer<T> deserializer(Class<T> recordClass, Set<String> fields) {
        Deserializer<?> deserializer = load(DESERIALIZER, Deserializer.class);
        deserializer.configure(settings, false);
        return (topic, message) -> read(deserializer, recordClass, topic, message);
    }

    private static <T> @Nullable T read(
            Deserializer<?> deserializer, Class<T> recordClass, String topic, byte @Nullable [] message) {
        Object record = read(deserializer, topic, message);
        if (record == null || recordClass.isInstance(record)) {
            return recordClass.cast(record);
        }
        throw new SerializationException(
                "The record is a " + record.getClass().getName() + ", not a " + recordClass.getSimpleName());
    }

    /** Confluent's classes report a registry that is away as a record that is broken. */
    private static @Nullable Object read(Deserializer<?> deserializer, String topic, byte @Nullable [] message) {
        try {
            return deserializer.deserialize(topic, message);
        } catch (SerializationException e) {
            Throwable cause = e.getCause();
            if (cause instanceof SocketException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof UnknownHostException) {
                throw new SchemaRegistryUnavailableException("Cannot reach the schema registry: " + cause, cause);
            }
            throw e;
        }
    }

    private static <C> C load(String className, Class<C> type) {
        try {
            return Utils.newInstance(className, type);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    AvroSerdes.SERIALIZER + " is 'confluent', but " + className
                            + " is not on the class path: build with the Maven profile confluent",
                    e);
        }
    }
}
