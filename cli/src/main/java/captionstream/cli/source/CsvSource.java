package captionstream.cli.source;

import captionstream.ImageEvent;
import captionstream.cli.csv.CsvFile;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file with a header row. A row that cannot be an event is complained of and left out. */
public final class CsvSource implements EventSource {
    private final Path file;
    private final Consumer<String> complaints;

    public CsvSource(Path file, Consumer<String> complaints) {
        this.file = file;
        this.complaints = complaints;
    }

    @Override
    public OptionalLong total() {
        return OptionalLong.empty();
    }

    @Override
    public Stream<ImageEvent> events() {
        CSVParser parser = CsvFile.open(
                file,
                List.of("uri"),
                "The first row names the columns: id, uri, sha256, prompts, source_prompt, references, time");
        CsvRow columns = new CsvRow(file.toAbsolutePath().getParent());
        return CsvFile.rows(file, parser).flatMap(row -> event(columns, row)).onClose(() -> CsvFile.close(parser));
    }

    private Stream<ImageEvent> event(CsvRow columns, CSVRecord row) {
        try {
            return Stream.of(columns.event(row));
        } catch (IllegalArgumentException e) {
            complaints.accept(file + ", row " + row.getRecordNumber() + ": " + e.getMessage());
            return Stream.empty();
        }
    }
}
