package captionstream.cli.train;

import captionstream.cli.source.CaptionPairs;
import captionstream.cli.source.CocoAnnotations;
import captionstream.worker.train.CaptionedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Reads images and what was said of them, the captions of an image together. */
final class ImagePairs {
    private ImagePairs() {}

    /**
     * A CSV file with the columns {@code image} and {@code caption}.
     *
     * @param complaints told of each row that is left out
     */
    static List<CaptionedImage> csv(Path file, Consumer<String> complaints) {
        return CaptionPairs.read(file, complaints).entrySet().stream()
                .map(entry -> new CaptionedImage(entry.getKey(), entry.getValue()))
                .toList();
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
