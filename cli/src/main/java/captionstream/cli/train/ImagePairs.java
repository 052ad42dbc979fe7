package captionstream.cli.train;

import captionstream.cli.console.CommandFailure;
import captionstream.cli.dataset.CocoAnnotations;
import captionstream.cli.dataset.CsvFile;
import captionstream.worker.train.CaptionedImage;
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

/** Reads images and what was said of them, the captions of an image together. */
final class ImagePairs {
    private static final String IMAGE = "image";
    private static final String CAPTION = "caption";

    private ImagePairs() {}

    /**
     * A CSV file with the columns {@code image} and {@code caption}; an image may stand in several rows.
     *
     * @param complaints told of each row that is left out
     */
    static List<CaptionedImage> csv(Path file, Consumer<String> complaints) {
        Map<String, List<String>> captions = new LinkedHashMap<>();
        try (CSVParser rows = CsvFile.open(file)) {
            requireColumns(file, rows);
            CsvFile.rows(file, rows).forEach(row -> {
                if (isPair(row)) {
                    captions.computeIfAbsent(row.get(IMAGE), image -> new ArrayList<>())
                            .add(row.get(CAPTION));
                } else {
                    complaints.accept(file + ", row " + row.getRecordNumber() + ": no image or no caption");
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return captions.entrySet().stream()
                .map(entry -> new CaptionedImage(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void requireColumns(Path file, CSVParser rows) {
        for (String column : List.of(IMAGE, CAPTION)) {
            if (!rows.getHeaderMap().containsKey(column)) {
                throw CommandFailure.environment(
                        file + " has no column '" + column + "'", "The first row names the columns: image, caption");
            }
        }
    }

    private static boolean isPair(CSVRecord row) {
        return row.isConsistent()
                && !row.get(IMAGE).isEmpty()
                && !row.get(CAPTION).isBlank();
    }

    /** A COCO captions file. */
    static List<CaptionedImage> coco(Path file) {
        CocoAnnotations annotations = CocoAnnotations.read(file);
        return annotations.images().stream()
                .map(image -> new CaptionedImage(
                        image.fileName(), annotations.captions().getOrDefault(image.id(), List.of())))
                .toList();
    }
}
