package captionstream.cli.report;

import captionstream.Caption;
import captionstream.cli.console.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Writes the files of a run from its captions. */
public final class Report {
    /** The file to open first. */
    public static final String PAGE = "report.html";

    private Report() {}

    /**
     * @param centre subtracted from the means of the compatibility matrix
     * @param read told how many captions have been read
     * @throws CommandFailure where there is nothing to report
     */
    public static Written write(
            CaptionSource source, Coverage coverage, Path folder, double centre, LongConsumer read) {
        List<Caption> captions = source.captions(read);
        Results results = coverage.of(captions, source.place());
        Map<String, byte[]> files = ReportFiles.of(results, centre);
        files.forEach((name, content) -> write(folder, name, content));
        return new Written(results.model(), results.captions().size(), captions.size(), files.size());
    }

    /**
     * What was written.
     *
     * @param captions rows of results.csv
     * @param read captions that there are, those of other models and times and replaced ones included
     */
    public record Written(String model, int captions, int read, int files) {}

    private static void write(Path folder, String name, byte[] content) {
        try {
            Files.createDirectories(folder);
            Path unfinished = folder.resolve("." + name + ".part");
            Files.write(unfinished, content);
            Files.move(unfinished, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
