package captionstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkipTest {
    private static final int MARKER = 12345;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"int\"",
                "\"double\"",
                "\"string\"",
                "[\"null\", \"long\", \"string\"]",
                "{\"type\": \"array\", \"items\": [\"null\", \"bytes\"]}",
                "{\"type\": \"array\", \"items\": \"null\"}",
                "{\"type\": \"map\", \"values\": \"float\"}",
                "{\"type\": \"array\", \"items\": {\"type\": \"record\", \"name\": \"Empty\", \"fields\": []}}",
                """
                {"type": "record", "name": "Mixed", "fields": [
                    {"name": "flag", "type": "boolean"},
                    {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
                    {"name": "digest", "type": {"type": "fixed", "name": "Digest", "size": 3}},
                    {"name": "digests", "type": {"type": "array", "items": "Digest"}},
                    {"name": "points", "type": {"type": "array", "items": {"type": "record", "name": "Point", "fields": [
                        {"name": "x", "type": "double"}, {"name": "name", "type": "string"}]}}}]}
                """
            })
    void what_was_written_is_stepped_over_and_nothing_more(String json) throws IOException {
        Schema schema = new Schema.Parser().parse(json);
        for (Object value : new RandomData(schema, 50, 7L)) {
            assertThat(afterSkipping(schema, value)).isEqualTo(MARKER);
            assertThat(afterSkippingBySize(schema, value)).isEqualTo(MARKER);
        }
    }

    @Test
    void a_record_may_contain_itself() throws IOException {
        Schema node = new Schema.Parser().parse("""
                {"type": "record", "name": "Node", "fields": [
                    {"name": "name", "type": "string"},
                    {"name": "children", "type": {"type": "array", "items": "Node"}}]}
                """);
        GenericData.Record leaf = node(node, "leaf");
        GenericData.Record root = node(node, "root", node(node, "middle", leaf, leaf), leaf);

        assertThat(afterSkipping(node, root)).isEqualTo(MARKER);
    }

    /** Worked out at every place where it stands, the innermost record would be met 8 to the 15th times. */
    @Test
    void a_record_that_stands_in_many_places_is_worked_out_once() {
        StringBuilder json = new StringBuilder("\"int\"");
        for (int depth = 0; depth < 15; depth++) {
            String inner = json.toString();
            json = new StringBuilder("{\"type\": \"record\", \"name\": \"R" + depth + "\", \"fields\": [");
            json.append("{\"name\": \"f0\", \"type\": ").append(inner).append("}");
            for (int field = 1; field < 8; field++) {
                String again = depth == 0 ? "\"int\"" : "\"R" + (depth - 1) + "\"";
                json.append(", {\"name\": \"f" + field + "\", \"type\": ")
                        .append(again)
                        .append("}");
            }
            json.append("]}");
        }

        assertThat(Skip.of(Schema.createArray(new Schema.Parser().parse(json.toString()))))
                .isNotNull();
    }

    private static GenericData.Record node(Schema schema, String name, GenericData.Record... children) {
        GenericData.Record node = new GenericData.Record(schema);
        node.put("name", name);
        node.put("children", List.of(children));
        return node;
    }

    private static int afterSkipping(Schema schema, Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return afterSkipping(schema, value, bytes, EncoderFactory.get().binaryEncoder(bytes, null));
    }

    /** Of collections that say how many bytes they take. */
    private static int afterSkippingBySize(Schema schema, Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return afterSkipping(schema, value, bytes, EncoderFactory.get().blockingDirectBinaryEncoder(bytes, null));
    }

    private static int afterSkipping(Schema schema, Object value, ByteArrayOutputStream bytes, BinaryEncoder encoder)
            throws IOException {
        new GenericDatumWriter<>(schema).write(value, encoder);
        encoder.writeInt(MARKER);
        encoder.flush();
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
        Skip.of(schema).over(decoder);
        return decoder.readInt();
    }
}
