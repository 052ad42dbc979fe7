package captionstream.schemas.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes an Avro record as its schema names it: fields by their own names, times in milliseconds, unions untagged. */
public final class AvroRecordSerializer extends StdSerializer<SpecificRecord> {
    private static final long serialVersionUID = 1;

    public AvroRecordSerializer() {
        super(SpecificRecord.class);
    }

    @Override
    public void serialize(SpecificRecord record, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject();
        for (Schema.Field field : record.getSchema().getFields()) {
            json.writeFieldName(field.name());
            write(record.get(field.pos()), json);
        }
        json.writeEndObject();
    }

    private void write(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value instanceof Collection<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(item, json);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> entries) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                json.writeFieldName(entry.getKey().toString());
                write(entry.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof Instant time) {
            json.writeNumber(time.toEpochMilli());
        } else if (value instanceof Enum<?> symbol) {
            json.writeString(symbol.name());
        } else {
            json.writePOJO(value);
        }
    }
}
