package captionstream.cli.evaluate;

import captionstream.ImageEvent;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.source.CocoSource;
import captionstream.cli.source.EventSource;
import captionstream.cli.source.PairsSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which images to caption, and where people's captions of them are. */
final class DescribedImages {
    @ArgGroup(multiplicity = "1")
    private Listing listing = new Listing();

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Folder of the image files (default with --pairs: the folder of the CSV file).")
    private @Nullable Path images;

    @Option(names = "--limit", paramLabel = "N", description = "Take the first N images alone (default: all).")
    private @Nullable Integer limit;

    static final class Listing {
        @Option(names = "--pairs", paramLabel = "FILE", description = "CSV file of images and captions.")
        private @Nullable Path pairs;

        @Option(names = "--coco-annotations", paramLabel = "FILE", description = "COCO captions file (JSON).")
        private @Nullable Path coco;
    }

    /** @param complaints given every image and every row that is left out, with the reason */
    List<ImageEvent> images(Consumer<String> complaints) {
        if (limit != null && limit < 1) {
            throw CommandFailure.usage("--limit is " + limit + ": it must be 1 or more", "");
        }
        if (!Files.isDirectory(folder())) {
            throw CommandFailure.environment("No such directory: " + folder(), "");
        }
        try (Stream<ImageEvent> events = source(complaints).events()) {
            return described(events, complaints);
        }
    }

    private List<ImageEvent> described(Stream<ImageEvent> events, Consumer<String> complaints) {
        List<ImageEvent> described = events.filter(event -> isDescribed(event, complaints))
                .limit(limit == null ? Long.MAX_VALUE : limit)
                .toList();
        if (described.isEmpty()) {
            throw CommandFailure.environment("No image has a caption to compare with", "");
        }
        return described;
    }

    private static boolean isDescribed(ImageEvent event, Consumer<String> complaints) {
        if (event.getReferences().isEmpty()) {
            complaints.accept(event.getUri() + ": nobody has captioned it");
            return false;
        }
        return true;
    }

    /** The one folder that images may be read from. */
    Path folder() {
        if (images != null) {
            return images;
        }
        if (listing.pairs == null) {
            throw CommandFailure.usage("--coco-annotations needs --images", "Name the folder of the image files");
        }
        return PairsSource.folder(listing.pairs);
    }

    private EventSource source(Consumer<String> complaints) {
        return listing.pairs != null
                ? new PairsSource(listing.pairs, images, complaints)
                : new CocoSource(listing.coco, images, complaints);
    }
}
