package captionstream.worker.train.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * A thing the demo model learns to name.
 *
 * @param codepoint of its emoji in hexadecimal, parts joined by {@code -}: the name of its picture files
 * @param phrase how a caption names it, article included: {@code a red apple}
 */
public record Concept(String codepoint, String phrase, String category) {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    public static List<Concept> read(Path csv) {
        try (CSVParser rows = FORMAT.parse(Files.newBufferedReader(csv))) {
            return rows.stream()
                    .map(row -> new Concept(row.get("codepoint"), row.get("phrase"), row.get("category")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the concepts in " + csv, e);
        }
    }

    /** The caption wanted for a picture of this concept. */
    public String caption(String prompt) {
        return prompt + " " + phrase + ".";
    }
}
