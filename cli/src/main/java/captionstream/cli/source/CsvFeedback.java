package captionstream.cli.source;

import captionstream.CaptionFeedback;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.csv.CsvFile;
import captionstream.topology.statistics.FeedbackRules;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Ratings in a CSV file with a header row. A row that cannot be counted is complained of and left out. */
public final class CsvFeedback {
    private final Path file;
    private final String model;
    private final String rater;
    private final Consumer<String> complaints;

    private CsvFeedback(Path file, String model, String rater, Consumer<String> complaints) {
        this.file = file;
        this.model = model;
        this.rater = rater;
        this.complaints = complaints;
    }

    /**
     * To be closed; the rows are read as the stream is.
     *
     * @param model where a row names none
     * @param rater where a row names none
     * @throws CommandFailure where the file is no CSV or lacks a column
     */
    public static Stream<CaptionFeedback> read(Path file, String model, String rater, Consumer<String> complaints) {
        CSVParser parser = CsvFile.open(
                file,
                List.of("image", "prompt", "rating"),
                "The first row names the columns: image, prompt, rating, rater, model, time");
        CsvFeedback feedback = new CsvFeedback(file, model, rater, complaints);
        return CsvFile.rows(file, parser).flatMap(feedback::rating).onClose(() -> CsvFile.close(parser));
    }

    private Stream<CaptionFeedback> rating(CSVRecord row) {
        try {
            CaptionFeedback rating = new CaptionFeedback(
                    text(row, "image", ""),
                    text(row, "prompt", ""),
                    text(row, "model", model),
                    number(text(row, "rating", "")),
                    text(row, "rater", rater),
                    CsvFile.time(row));
            String violation = FeedbackRules.violation(rating);
            if (violation == null) {
                return Stream.of(rating);
            }
            complain(row, violation);
        } catch (IllegalArgumentException e) {
            complain(row, e.getMessage());
        }
        return Stream.empty();
    }

    private void complain(CSVRecord row, @Nullable String problem) {
        complaints.accept(file + ", row " + row.getRecordNumber() + ": " + problem);
    }

    private static String text(CSVRecord row, String column, String otherwise) {
        String value = CsvFile.value(row, column);
        return value == null ? otherwise : value;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("rating is '" + text + "': write a number from 0 to 1");
        }
    }
}
