package captionstream.schemas.serde;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads some fields of a record, which are not themselves records or collections, and skips the others, which stay
 * null or 0. Safe for many threads.
 */
final class SelectiveReader<T extends SpecificRecord> implements DatumReader<T> {
    private static final int SKIPPED = -1;

    private final Class<T> type;
    private final Schema schema;
    private final Schema[] written;
    private final Skip[] skips;
    private final int[] positions;

    private SelectiveReader(Schema writer, Class<T> type, Schema schema, Set<String> fields) {
        this.type = type;
        this.schema = schema;
        List<Schema.Field> all = writer.getFields();
        written = all.stream().map(Schema.Field::schema).toArray(Schema[]::new);
        skips = Stream.of(written).map(Skip::of).toArray(Skip[]::new);
        positions = all.stream()
                .mapToInt(field -> fields.contains(field.name())
                        ? schema.getField(field.name()).pos()
                        : SKIPPED)
                .toArray();
    }

    /** Empty where the writer has these fields otherwise than the class, so that they must be resolved. */
    static <T extends SpecificRecord> Optional<DatumReader<T>> of(
            Schema writer, Class<T> type, Schema schema, Set<String> fields) {
        boolean alike = writer.getType() == Schema.Type.RECORD
                && writer.getFullName().equals(schema.getFullName())
                && fields.stream().allMatch(name -> areAlike(writer.getField(name), schema.getField(name)));
        return alike ? Optional.of(new SelectiveReader<>(writer, type, schema, fields)) : Optional.empty();
    }

    private static boolean areAlike(Schema.@Nullable Field written, Schema.Field read) {
        return written != null && areAlike(written.schema(), read.schema());
    }

    private static boolean areAlike(Schema written, Schema read) {
        if (written.getType() != read.getType()) {
            return false;
        }
        return switch (written.getType()) {
            case NULL, STRING, INT, DOUBLE -> true;
            case LONG -> isTimestamp(written) && isTimestamp(read);
            case UNION ->
                written.getTypes().size() == read.getTypes().size()
                        && IntStream.range(0, written.getTypes().size())
                                .allMatch(i -> areAlike(
                                        written.getTypes().get(i),
                                        read.getTypes().get(i)));
            default -> false;
        };
    }

    private static boolean isTimestamp(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
    }

    @Override
    public T read(T reuse, Decoder in) throws IOException {
        T record = type.cast(SpecificData.newInstance(type, schema));
        for (int i = 0; i < written.length; i++) {
            if (positions[i] == SKIPPED) {
                skips[i].over(in);
            } else {
                record.put(positions[i], value(written[i], in));
            }
        }
        return record;
    }

    private static @Nullable Object value(Schema schema, Decoder in) throws IOException {
        return switch (schema.getType()) {
            case STRING -> in.readString();
            case INT -> in.readInt();
            case DOUBLE -> in.readDouble();
            case LONG -> Instant.ofEpochMilli(in.readLong());
            case UNION -> value(schema.getTypes().get(in.readIndex()), in);
            default -> null;
        };
    }

    @Override
    public void setSchema(Schema writer) {
        throw new UnsupportedOperationException("The schema is given when it is made");
    }
}
