package captionstream.cli.export;

import captionstream.Caption;
import captionstream.cli.csv.CsvText;
import captionstream.cli.csv.SpreadsheetText;
import captionstream.cli.json.AvroJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** A caption as a row of a file: its fields by their names in the topic, without its tokens and timings. */
final class CaptionRow {
    private static final List<String> LEFT_OUT = List.of("tokens", "timings");

    private CaptionRow() {}

    static ObjectNode json(Caption caption) {
        return AvroJson.object(caption).remove(LEFT_OUT);
    }

    /** With the line feed. */
    static String jsonLine(Caption caption) {
        return AvroJson.text(json(caption)) + "\n";
    }

    static String csvHeader() {
        return CsvText.line(Caption.getClassSchema().getFields().stream()
                .map(Schema.Field::name)
                .filter(name -> !LEFT_OUT.contains(name)));
    }

    /** Text as it is, attributes as JSON, nothing for null. */
    static String csvLine(Caption caption) {
        return csvLine(caption, UnaryOperator.identity());
    }

    /** The same, with an apostrophe before text that a spreadsheet would take for a formula. */
    static String spreadsheetLine(Caption caption) {
        return csvLine(caption, SpreadsheetText::of);
    }

    private static String csvLine(Caption caption, UnaryOperator<String> text) {
        Stream<JsonNode> cells = json(caption).valueStream();
        return CsvText.line(cells.map(cell -> cell(cell, text)));
    }

    private static String cell(JsonNode value, UnaryOperator<String> text) {
        if (value.isNull()) {
            return "";
        }
        if (value.isNumber()) {
            return value.asText();
        }
        return text.apply(value.isTextual() ? value.textValue() : value.toString());
    }
}
