package captionstream.cli.source;

import captionstream.ImageEvent;
import captionstream.cli.csv.CsvFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The columns of a CSV file of events: the fields of an event by name, and every other column as an attribute. */
final class CsvRow {
    private static final Set<String> FIELDS =
            Set.of("id", "uri", "sha256", "prompts", "source_prompt", "references", "time");
    private static final String SEPARATOR = "\\|";

    private final Path base;

    /** @param base what relative paths in the column uri are relative to */
    CsvRow(Path base) {
        this.base = base;
    }

    /** @throws IllegalArgumentException saying what is wrong with the row */
    ImageEvent event(CSVRecord row) {
        String location = CsvFile.value(row, "uri");
        if (location == null) {
            throw new IllegalArgumentException("no uri");
        }
        String uri = ImageLocation.uri(location, base);
        String id = CsvFile.value(row, "id");
        return ImageEvent.newBuilder()
                .setId(id == null ? StableId.of(uri) : id)
                .setUri(uri)
                .setSha256(CsvFile.value(row, "sha256"))
                .setPrompts(listOrNull(CsvFile.value(row, "prompts")))
                .setSourcePrompt(CsvFile.value(row, "source_prompt"))
                .setReferences(list(CsvFile.value(row, "references")))
                .setAttributes(attributes(row))
                .setTime(CsvFile.time(row))
                .build();
    }

    private static Map<String, String> attributes(CSVRecord row) {
        Map<String, String> attributes = new TreeMap<>(row.toMap());
        attributes.keySet().removeAll(FIELDS);
        attributes.values().removeIf(String::isEmpty);
        return attributes;
    }

    private static @Nullable List<String> listOrNull(@Nullable String value) {
        return value == null ? null : list(value);
    }

    private static List<String> list(@Nullable String value) {
        return value == null
                ? List.of()
                : Arrays.stream(value.split(SEPARATOR)).map(String::strip).toList();
    }
}
