package captionstream.schemas.serde;

import captionstream.schemas.registry.SchemaRegistry;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** This package's own. */
record OwnSerdes(SchemaRegistry registry) implements SerdeSource {
    @Override
    public <T extends SpecificRecord> Serializer<T> serializer() {
        return new AvroSerializer<>(registry);
    }

    @Override
    public <T extends SpecificRecord> Deserializer<T> deserializer(Class<T> recordClass, Set<String> fields) {
        return new AvroDeserializer<>(registry, recordClass, fields);
    }
}
