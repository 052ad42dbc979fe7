package captionstream.cli.source;

import captionstream.ImageEvent;
import captionstream.cli.console.CommandFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Images with what people wrote about them as their references, from a CSV file of {@link CaptionPairs}. */
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
        CaptionPairs.read(file, complaints).forEach(this::add);
        if (captions.isEmpty()) {
            throw CommandFailure.environment(file + " has no image with a caption", "");
        }
    }

    /** The folder that the file lies in. */
    public static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    private void add(String image, List<String> said) {
        try {
            captions.computeIfAbsent(ImageLocation.uri(image, images), uri -> new ArrayList<>())
                    .addAll(said);
        } catch (IllegalArgumentException e) {
            complaints.accept(file + ", image " + image + ": " + e.getMessage());
        }
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
