package captionstream.dashboard.json;

import captionstream.schemas.json.AvroRecordSerializer;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The dashboard's one way of writing and reading JSON: the names of the Avro records, {@code like_this}. */
public final class DashboardJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule().addSerializer(SpecificRecord.class, new AvroRecordSerializer()))
            .build();

    private DashboardJson() {}

    /** UTF-8, on one line. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /** @return nothing where the bytes are no JSON of that form; what the type itself refuses is thrown */
    public static <T> Optional<T> read(byte[] json, Class<T> type) throws IOException {
        try {
            return Optional.ofNullable(MAPPER.readValue(json, type));
        } catch (ValueInstantiationException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
