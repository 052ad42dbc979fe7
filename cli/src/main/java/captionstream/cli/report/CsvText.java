package captionstream.cli.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/** Rows of CSV: quoted where needed, lines ended by a line feed, numbers in Java's shortest exact form. */
final class CsvText {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private final StringBuilder text = new StringBuilder();

    CsvText(Collection<String> header) {
        row(header.stream().map(name -> (Object) name));
    }

    void row(Stream<Object> cells) {
        try {
            FORMAT.printRecord(text, cells.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return text.toString();
    }
}
