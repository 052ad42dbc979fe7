package captionstream.cli.report;

import captionstream.Caption;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.csv.CsvFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A {@code results.csv} that a report has written. Its first wrong cell ends the reading. */
record ResultsFile(Path file) implements CaptionSource {
    private static final String REMEDY = "Give a results.csv as 'captionstream report' writes it";

    @Override
    public List<Caption> captions(LongConsumer read) {
        List<Caption> captions = new ArrayList<>();
        try (CSVParser parser = CsvFile.openExact(file, ResultsCsv.columns(), REMEDY)) {
            CsvFile.rows(file, parser).forEach(row -> {
                captions.add(caption(row));
                read.accept(captions.size());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return captions;
    }

    private Caption caption(CSVRecord row) {
        try {
            CsvFile.requireConsistent(row);
            return new ResultsRow(row).caption();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.environment(file + ", row " + row.getRecordNumber() + ": " + e.getMessage(), REMEDY)
                    .causedBy(e);
        }
    }

    @Override
    public String place() {
        return "in " + file;
    }
}
