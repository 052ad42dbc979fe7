package captionstream.schemas.serde;

import captionstream.schemas.registry.RegistrySettings;
import captionstream.schemas.registry.SchemaRegistry;
import captionstream.schemas.registry.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records in Confluent's wire format, registering their schema under the topic's subject. Kafka may make it by
 * class name; it then reads {@code schema.registry.url} and what {@link RegistrySettings} knows. Safe for many threads.
 *
 * <p>Arrays and maps say how many bytes they take, so that readers who do not want them step over them.
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
    private @Nullable SchemaRegistry registry;
    private String subjectSuffix = "-value";

    /** For Kafka, which calls {@link #configure} next. */
    public AvroSerializer() {}

    AvroSerializer(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        if (registry == null) {
            registry = new SchemaRegistryClient(RegistrySettings.from(settings));
        }
        subjectSuffix = isKey ? "-key" : "-value";
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T record) {
        if (record == null) {
            return null;
        }
        if (registry == null) {
            throw new IllegalStateException("configure was not called");
        }
        Schema schema = record.getSchema();
        return encoded(registry.register(topic + subjectSuffix, schema), record, schema);
    }

    private byte[] encoded(int schemaId, T record, Schema schema) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.writeBytes(WireFormat.header(schemaId));
        BinaryEncoder encoder = EncoderFactory.get().blockingDirectBinaryEncoder(out, null);
        try {
            new SpecificDatumWriter<T>(schema, SpecificData.getForClass(record.getClass())).write(record, encoder);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "Cannot write a " + schema.getFullName() + " as Avro: " + e.getMessage(), e);
        }
        return out.toByteArray();
    }
}
