package captionstream.cli.publish;

import captionstream.ImageEvent;
import captionstream.cli.console.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** A CSV file with a header row. A row that cannot be an event is complained of and left out. */
final class CsvSource implements EventSource {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Path file;
    private final Consumer<String> complaints;

    CsvSource(Path file, Consumer<String> complaints) {
        this.file = file;
        this.complaints = complaints;
    }

    @Override
    public OptionalLong total() {
        return OptionalLong.empty();
    }

    @Override
    public Stream<ImageEvent> events() {
        CSVParser parser = open();
        if (!parser.getHeaderMap().containsKey("uri")) {
            throw CommandFailure.environment(
                    file + " has no column 'uri'",
                    "The first row names the columns: id, uri, sha256, prompts, source_prompt, references, time");
        }
        CsvRow columns = new CsvRow(file.toAbsolutePath().getParent());
        return parser.stream().flatMap(row -> event(columns, row)).onClose(() -> close(parser));
    }

    private Stream<ImageEvent> event(CsvRow columns, CSVRecord row) {
        try {
            return Stream.of(columns.event(row));
        } catch (IllegalArgumentException e) {
            complaints.accept(file + ", row " + row.getRecordNumber() + ": " + e.getMessage());
            return Stream.empty();
        }
    }

    private CSVParser open() {
        try {
            return CSVParser.parse(withoutByteOrderMark(), FORMAT);
        } catch (CSVException | IllegalArgumentException e) {
            throw CommandFailure.environment(file + " is not a CSV file: " + e.getMessage(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reader withoutByteOrderMark() throws IOException {
        BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static void close(CSVParser parser) {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
