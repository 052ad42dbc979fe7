package captionstream.cli.source;

import captionstream.cli.console.CommandFailure;
import captionstream.cli.csv.CsvFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Images and what people wrote about them, from a CSV file with the columns image and caption. */
public final class CaptionPairs {
    private static final String IMAGE = "image";
    private static final String CAPTION = "caption";

    private CaptionPairs() {}

    /**
     * The captions of each image, in the order of the file; an image may have several rows, anywhere in it.
     *
     * @param complaints told of each row that lacks either and is left out
     * @throws CommandFailure where the file is no CSV or lacks a column
     */
    public static Map<String, List<String>> read(Path file, Consumer<String> complaints) {
        Map<String, List<String>> captions = new LinkedHashMap<>();
        try (CSVParser parser =
                CsvFile.open(file, List.of(IMAGE, CAPTION), "The first row names the columns: image, caption")) {
            CsvFile.rows(file, parser).forEach(row -> {
                try {
                    String image = required(row, IMAGE);
                    String caption = required(row, CAPTION);
                    captions.computeIfAbsent(image, key -> new ArrayList<>()).add(caption);
                } catch (IllegalArgumentException e) {
                    complaints.accept(file + ", row " + row.getRecordNumber() + ": " + e.getMessage());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return captions;
    }

    private static String required(CSVRecord row, String column) {
        String value = CsvFile.value(row, column);
        if (value == null) {
            throw new IllegalArgumentException("no " + column);
        }
        return value;
    }
}
