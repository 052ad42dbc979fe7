package captionstream.cli.export;

import static captionstream.cli.SampleRecords.caption;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionRowTest {
    private static final String HEADER =
            "image_id,uri,image_sha256,prompt,prompt_index,prompt_count,prompt_set,caption,"
                    + "token_count,generated_tokens,finish_reason,clip_score,control_score,grounding,control_image_id,"
                    + "mean_token_entropy,normalized_entropy,confidence,mean_log_prob,entropy_weighted_score,lexical_entropy,"
                    + "saliency_weighted_score,ref_clip_score,model,decoding,source_prompt,attributes,event_time,caption_time";

    private final Caption caption = caption("cat", 0, "A photo of", 20.5);

    @Test
    void a_row_of_csv_has_every_field_under_its_name() {
        caption.setAttributes(Map.of("split", "train", "a", "1"));

        assertThat(CaptionRow.csvHeader()).isEqualTo(HEADER + "\n");
        assertThat(CaptionRow.csvLine(caption))
                .isEqualTo("cat,file:///images/cat.png,00ff,A photo of,0,2,paper-1,A photo of a cat.,7,3,sentence,20.5,"
                        + "12.5,8.0,other,1.5,0.25,0.75,-1.25,15.375,2.0,41.0,,sha256:aa,"
                        + "\"greedy,max_new_tokens=30\",,\"{\"\"a\"\":\"\"1\"\",\"\"split\"\":\"\"train\"\"}\","
                        + "2026-01-01T00:00:00Z,2026-01-01T00:00:01Z\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://x\")",
                "+1, \"or\" more",
                "two\r\nlines",
                " kept blanks ",
                "\u001b[31mred",
                "'=quoted",
                "\u202eback",
                "#",
                "\\N"
            })
    void text_comes_back_from_csv_and_from_json_as_it_was(String hostile) throws IOException {
        caption.setCaption(hostile);
        caption.setImageId(hostile);

        CSVRecord row = CSVFormat.RFC4180
                .parse(new StringReader(CaptionRow.csvLine(caption)))
                .iterator()
                .next();
        JsonNode json = new ObjectMapper().readTree(CaptionRow.jsonLine(caption));

        assertThat(row.get(7)).isEqualTo(hostile);
        assertThat(row.get(0)).isEqualTo(hostile);
        assertThat(json.get("caption").textValue()).isEqualTo(hostile);
        assertThat(CaptionRow.jsonLine(caption)).endsWith("}\n").containsOnlyOnce("\n");
    }

    @Test
    void for_a_spreadsheet_no_text_is_a_formula_and_numbers_stay_numbers() {
        caption.setCaption("=1+1");
        caption.setClipScore(-3.5);

        assertThat(CaptionRow.spreadsheetLine(caption)).contains(",'=1+1,", ",-3.5,", ",-1.25,");
    }

    @Test
    void a_line_of_json_has_the_same_fields_and_null_where_there_is_nothing() throws IOException {
        JsonNode json = new ObjectMapper().readTree(CaptionRow.jsonLine(caption));

        assertThat(json.fieldNames()).toIterable().containsExactly(HEADER.split(","));
        assertThat(json.get("ref_clip_score").isNull()).isTrue();
        assertThat(json.get("attributes").isObject()).isTrue();
    }
}
