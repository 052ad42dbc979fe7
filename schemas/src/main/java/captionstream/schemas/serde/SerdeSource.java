package captionstream.schemas.serde;

import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Whose serializers are in use. */
interface SerdeSource {
    <T extends SpecificRecord> Serializer<T> serializer();

    <T extends SpecificRecord> Deserializer<T> deserializer(Class<T> recordClass, Set<String> fields);
}
