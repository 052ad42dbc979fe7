package captionstream.schemas.serde;

import captionstream.schemas.registry.RegistrySettings;
import captionstream.schemas.registry.SchemaRegistry;
import captionstream.schemas.registry.SchemaRegistryClient;
import captionstream.schemas.registry.UnknownSchemaException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in Confluent's wire format, whichever compatible schema they were written with. Kafka may make it by
 * class name; it then reads {@code schema.registry.url} and gives every record as the class its schema names. Safe for
 * many threads.
 *
 * <p>Anything undecodable is a {@link SerializationException}; a registry that cannot be reached is a
 * {@link captionstream.schemas.registry.SchemaRegistryUnavailableException} instead, since the record may be fine.
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    static {
        TrustedRecords.trust();
    }

    private final Map<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();
    private final @Nullable Class<T> recordClass;
    private final Set<String> fields;
    private @Nullable SchemaRegistry registry;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroDeserializer() {
        recordClass = null;
        fields = Set.of();
    }

    /** @param fields to be read, or empty for all; others may or may not be set */
    AvroDeserializer(SchemaRegistry registry, @Nullable Class<T> recordClass, Set<String> fields) {
        this.registry = registry;
        this.recordClass = recordClass;
        this.fields = fields;
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        if (registry == null) {
            registry = new SchemaRegistryClient(RegistrySettings.from(settings));
        }
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] message) {
        if (message == null) {
            return null;
        }
        int schemaId = WireFormat.schemaId(message);
        return decoded(message, reader(schemaId), schemaId);
    }

    private T decoded(byte[] message, DatumReader<T> reader, int schemaId) {
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(message, WireFormat.HEADER_BYTES, message.length - WireFormat.HEADER_BYTES, null);
        T record;
        boolean atEnd;
        try {
            record = reader.read(null, decoder);
            atEnd = decoder.isEnd();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new SerializationException("Not Avro of schema id " + schemaId + ": " + e, e);
        }
        if (!atEnd) {
            throw new SerializationException("Not Avro of schema id " + schemaId + ": bytes follow the record");
        }
        return record;
    }

    private DatumReader<T> reader(int schemaId) {
        DatumReader<T> known = readers.get(schemaId);
        if (known != null) {
            return known;
        }
        DatumReader<T> reader = newReader(schemaId);
        readers.put(schemaId, reader);
        return reader;
    }

    private DatumReader<T> newReader(int schemaId) {
        if (registry == null) {
            throw new IllegalStateException("configure was not called");
        }
        try {
            Schema writer = registry.schema(schemaId);
            Class<T> type = recordClass == null ? classOf(writer) : recordClass;
            SpecificData model = SpecificData.getForClass(type);
            Schema reader = model.getSchema(type);
            DatumReader<T> whole = new SpecificDatumReader<>(writer, reader, model);
            return fields.isEmpty()
                    ? whole
                    : SelectiveReader.of(writer, type, reader, fields).orElse(whole);
        } catch (UnknownSchemaException e) {
            throw new SerializationException("Schema id " + schemaId + ": " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("unchecked")
    private Class<T> classOf(Schema writer) {
        try {
            Class<?> type = SpecificData.get().getClass(writer);
            if (type != null && SpecificRecord.class.isAssignableFrom(type)) {
                return (Class<T>) type;
            }
        } catch (SecurityException e) {
            throw new SerializationException("The record's class is not trusted: " + e.getMessage(), e);
        }
        throw new SerializationException("No record class is named " + writer.getFullName());
    }
}
