package captionstream.cli.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/** Rows of CSV: quoted where needed, lines ended by a line feed, numbers in Java's shortest exact form. */
public final class CsvText {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private final StringBuilder text = new StringBuilder();

    public CsvText(Collection<String> header) {
        row(header.stream().map(name -> (Object) name));
    }

    public void row(Stream<Object> cells) {
        print(cells, text);
    }

    private static void print(Stream<Object> cells, StringBuilder to) {
        try {
            FORMAT.printRecord(to, cells.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One row with its line feed. */
    public static String line(Stream<String> cells) {
        StringBuilder line = new StringBuilder();
        print(cells.map(cell -> (Object) cell), line);
        return line.toString();
    }

    public String text() {
        return text.toString();
    }
}
