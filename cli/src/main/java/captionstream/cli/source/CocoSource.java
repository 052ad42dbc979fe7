package captionstream.cli.source;

import captionstream.ImageEvent;
import captionstream.cli.console.CommandFailure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The images of a COCO captions file, each with its human captions as references; ids are {@code coco-<image id>}. */
public final class CocoSource implements EventSource {
    private final CocoAnnotations annotations;
    private final @Nullable Path images;
    private final Consumer<String> complaints;

    /** @param images folder of the image files; without it events carry the file's own web addresses */
    public CocoSource(Path file, @Nullable Path images, Consumer<String> complaints) {
        this.annotations = CocoAnnotations.read(file);
        this.images = images;
        this.complaints = complaints;
        if (annotations.images().isEmpty()) {
            throw CommandFailure.environment(
                    file + " names no images", "It should hold COCO's \"images\" and \"annotations\"");
        }
    }

    @Override
    public OptionalLong total() {
        return OptionalLong.of(annotations.images().size());
    }

    @Override
    public Stream<ImageEvent> events() {
        return annotations.images().stream().flatMap(this::event);
    }

    private Stream<ImageEvent> event(CocoAnnotations.Image image) {
        String uri = uri(image);
        if (uri == null) {
            complaints.accept("COCO image " + image.id() + ": no usable location in file_name '" + image.fileName()
                    + "' or coco_url '" + image.cocoUrl() + "'");
            return Stream.empty();
        }
        List<String> references = annotations.captions().getOrDefault(image.id(), List.of());
        return Stream.of(ImageEvent.newBuilder()
                .setId("coco-" + image.id())
                .setUri(uri)
                .setReferences(references)
                .setTime(Instant.now())
                .build());
    }

    private @Nullable String uri(CocoAnnotations.Image image) {
        if (images == null) {
            return image.cocoUrl().isBlank() ? null : image.cocoUrl();
        }
        return inside(images.toAbsolutePath().normalize(), image.fileName());
    }

    private static @Nullable String inside(Path folder, String fileName) {
        try {
            Path file = folder.resolve(fileName).normalize();
            boolean below = file.startsWith(folder) && !file.equals(folder);
            return below ? ImageLocation.uri(file) : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
