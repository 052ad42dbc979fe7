package captionstream.cli.source;

import captionstream.ImageEvent;
import captionstream.cli.console.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Images and what people wrote about them, from a CSV file with the columns image and caption. An image may have
 * several rows, anywhere in the file. A row that lacks either is complained of and left out.
 */
public final class PairsSource implements EventSource {
    private final Path file;
    private final Path images;
    private final Consumer<String> complaints;
    private final Map<String, List<String>> captions = new LinkedHashMap<>();

    /**
     * @param images what relative paths are relative to; null for the folder of the file
     * @throws CommandFailure where the file holds no pair
     */
    public PairsSource(Path file, @Nullable Path images, Consumer<String> complaints) {
        this.file = file;
        this.images = images == null ? folder(file) : images;
        this.complaints = complaints;
        read();
        if (captions.isEmpty()) {
            throw CommandFailure.environment(file + " has no image with a caption", "");
        }
    }

    /** The folder that the file lies in. */
    public static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    private void read() {
        try (CSVParser parser =
                CsvFile.open(file, List.of("image", "caption"), "The first row names the columns: image, caption")) {
            parser.stream().forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(CSVRecord row) {
        try {
            String uri = ImageLocation.uri(required(row, "image"), images);
            String caption = required(row, "caption");
            captions.computeIfAbsent(uri, image -> new ArrayList<>()).add(caption);
        } catch (IllegalArgumentException e) {
            complaints.accept(file + ", row " + row.getRecordNumber() + ": " + e.getMessage());
        }
    }

    private static String required(CSVRecord row, String column) {
        String value = CsvFile.value(row, column);
        if (value == null) {
            throw new IllegalArgumentException("no " + column);
        }
        return value;
    }

    @Override
    public OptionalLong total() {
        return OptionalLong.of(captions.size());
    }

    @Override
    public Stream<ImageEvent> events() {
        return captions.entrySet().stream().map(image -> ImageEvent.newBuilder()
                .setId(StableId.of(image.getKey()))
                .setUri(image.getKey())
                .setReferences(image.getValue())
                .setTime(Instant.now())
                .build());
    }
}
