package captionstream.schemas.serde;

import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.Decoder;

/** A way over the values of one schema, worked out once and not at each of them. Safe for many threads. */
@FunctionalInterface
interface Skip {
    void over(Decoder in) throws IOException;

    static Skip of(Schema schema) {
        return of(schema, new IdentityHashMap<>());
    }

    /** @param records that were met already: one may contain itself, or another many times */
    private static Skip of(Schema schema, Map<Schema, Skip[]> records) {
        return switch (schema.getType()) {
            case INT -> Decoder::readInt;
            case DOUBLE -> in -> in.skipFixed(Double.BYTES);
            case STRING -> Decoder::skipString;
            case UNION -> {
                Skip[] branches = schema.getTypes().stream()
                        .map(branch -> of(branch, records))
                        .toArray(Skip[]::new);
                yield in -> branches[in.readIndex()].over(in);
            }
            case RECORD -> record(schema, records);
            case ARRAY ->
                takesBytes(schema.getElementType(), Collections.newSetFromMap(new IdentityHashMap<>()))
                        ? elements(of(schema.getElementType(), records))
                        : avros(schema);
            default -> avros(schema);
        };
    }

    private static Skip record(Schema schema, Map<Schema, Skip[]> records) {
        Skip[] fields = records.get(schema);
        if (fields == null) {
            fields = new Skip[schema.getFields().size()];
            records.put(schema, fields);
            for (Schema.Field field : schema.getFields()) {
                fields[field.pos()] = of(field.schema(), records);
            }
        }
        Skip[] all = fields;
        return in -> {
            for (Skip field : all) {
                field.over(in);
            }
        };
    }

    private static Skip elements(Skip element) {
        return in -> {
            for (long left = in.skipArray(); left != 0; left = in.skipArray()) {
                for (; left > 0; left--) {
                    element.over(in);
                }
            }
        };
    }

    private static Skip avros(Schema schema) {
        return in -> GenericDatumReader.skip(schema, in);
    }

    /** Elements without bytes could be endless; Avro's own way refuses too many of them. */
    private static boolean takesBytes(Schema schema, Set<Schema> records) {
        return switch (schema.getType()) {
            case NULL -> false;
            case FIXED -> schema.getFixedSize() > 0;
            case RECORD ->
                records.add(schema)
                        && schema.getFields().stream()
                                .map(Schema.Field::schema)
                                .anyMatch(field -> takesBytes(field, records));
            default -> true;
        };
    }
}
