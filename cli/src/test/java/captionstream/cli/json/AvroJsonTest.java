package captionstream.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.cli.SampleRecords;
import captionstream.schemas.Topic;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class AvroJsonTest {
    @Test
    void carries_every_field_of_the_record_under_its_name() {
        ObjectNode json = AvroJson.object(SampleRecords.caption("cat", 0, "A photo of", 20.5));

        Stream<String> names = Caption.getClassSchema().getFields().stream().map(Schema.Field::name);
        assertThat(json.properties()).extracting(Map.Entry::getKey).containsExactlyElementsOf(names.toList());
    }

    @Test
    void writes_each_type_as_a_reader_of_json_expects_it() {
        Caption caption = SampleRecords.caption("cat", 0, "A photo of", 20.5);
        caption.setAttributes(Map.of("split", "val", "a", "b"));

        ObjectNode json = AvroJson.object(caption);

        assertThat(json.get("clip_score").toString()).isEqualTo("20.5");
        assertThat(json.get("prompt_count").toString()).isEqualTo("2");
        assertThat(json.get("finish_reason").toString()).isEqualTo("\"sentence\"");
        assertThat(json.get("event_time").toString()).isEqualTo("\"2026-01-01T00:00:00Z\"");
        assertThat(json.get("ref_clip_score").isNull()).isTrue();
        assertThat(json.get("attributes").toString()).isEqualTo("{\"a\":\"b\",\"split\":\"val\"}");
        assertThat(json.get("tokens").toString())
                .isEqualTo("[{\"id\":5,\"text\":\" cat\",\"entropy\":0.5,\"log_prob\":-0.25,\"alternatives\":[]}]");
        assertThat(json.get("timings").get("generate_ms").toString()).isEqualTo("4.0");
    }

    @Test
    void writes_bytes_as_base64_and_leaves_them_unread() {
        DeadLetter letter = SampleRecords.deadLetter(Topic.IMAGE_EVENTS, 0, 0, null);
        ByteBuffer value = ByteBuffer.wrap(new byte[] {0, 1, (byte) 0xff});
        letter.setValue(value);

        JsonNode json = AvroJson.object(letter);

        assertThat(AvroJson.text(json.get("value"))).isEqualTo("\"AAH/\"");
        assertThat(value.remaining()).isEqualTo(3);
    }

    @Test
    void keeps_control_characters_of_data_out_of_the_line() {
        Caption caption = SampleRecords.caption("cat", 0, "A photo of", 20.5);
        caption.setCaption("\u001b[2J\n\u009b");

        List<String> lines = AvroJson.line(caption).lines().toList();

        assertThat(lines).singleElement().asString().contains("\"\\u001B[2J\\n\\u009b\"");
    }
}
