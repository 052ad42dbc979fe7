package captionstream.cli.csv;

import captionstream.cli.console.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;

/** CSV with a header row, in UTF-8, with or without a byte order mark. */
public final class CsvFile {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private CsvFile() {}

    /**
     * @param columns that there must be
     * @param remedy what to do where one of them is missing
     * @throws CommandFailure where the file is no CSV or lacks a column
     */
    public static CSVParser open(Path file, List<String> columns, String remedy) {
        return open(file, FORMAT, columns, remedy);
    }

    /** As {@link #open(Path, List, String)}, with the blanks around values. */
    public static CSVParser openExact(Path file, List<String> columns, String remedy) {
        return open(file, FORMAT.builder().setTrim(false).get(), columns, remedy);
    }

    private static CSVParser open(Path file, CSVFormat format, List<String> columns, String remedy) {
        CSVParser parser = open(file, format);
        for (String column : columns) {
            if (!parser.getHeaderMap().containsKey(column)) {
                throw CommandFailure.environment(file + " has no column '" + column + "'", remedy);
            }
        }
        return parser;
    }

    /**
     * @return null where the cell is empty or missing
     * @throws IllegalArgumentException where the row has another number of cells than the header
     */
    public static @Nullable String value(CSVRecord row, String column) {
        requireConsistent(row);
        String value = row.isSet(column) ? row.get(column) : "";
        return value.isEmpty() ? null : value;
    }

    /**
     * The column time; now where it is empty or missing.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Instant time(CSVRecord row) {
        String value = value(row, "time");
        try {
            return value == null ? Instant.now() : Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("time is '" + value + "': write it as 2026-01-31T12:00:00Z");
        }
    }

    public static void close(CSVParser parser) {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException where the row has another number of cells than the header */
    public static void requireConsistent(CSVRecord row) {
        if (!row.isConsistent()) {
            throw new IllegalArgumentException(row.size() + " columns where the header has "
                    + row.getParser().getHeaderNames().size());
        }
    }

    /** The rows behind the header, read as the stream is. */
    public static Stream<CSVRecord> rows(Path file, CSVParser parser) {
        Iterator<CSVRecord> rows = parser.iterator();
        return Stream.generate(() -> next(file, rows))
                .takeWhile(Optional::isPresent)
                .map(Optional::get);
    }

    private static Optional<CSVRecord> next(Path file, Iterator<CSVRecord> rows) {
        try {
            return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
        } catch (UncheckedIOException | IllegalStateException e) {
            throw notCsv(file, e);
        }
    }

    private static CommandFailure notCsv(Path file, Exception cause) {
        return CommandFailure.environment(file + " is not a CSV file in UTF-8: " + cause.getMessage(), "")
                .causedBy(cause);
    }

    private static CSVParser open(Path file, CSVFormat format) {
        try {
            return CSVParser.parse(withoutByteOrderMark(file), format);
        } catch (CSVException | CharacterCodingException | IllegalArgumentException e) {
            throw notCsv(file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader withoutByteOrderMark(Path file) throws IOException {
        BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }
}
