package captionstream.benchmarks.captioner;

import captionstream.cli.console.CommandFailure;
import captionstream.worker.caption.CaptionTask;
import captionstream.worker.image.FetchPolicy;
import captionstream.worker.image.ImageLoader;
import captionstream.worker.image.ImageSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Image files, loaded as the worker loads them. */
public final class ImageTasks {
    private ImageTasks() {}

    /** One task for each image in the folder, in the order of their names. */
    public static List<CaptionTask> of(Path folder, ImageSpec spec, List<String> prompts) {
        try (ImageLoader loader = new ImageLoader(FetchPolicy.defaults().withFileRoots(List.of(folder)), spec)) {
            return files(folder).stream()
                    .map(file -> new CaptionTask(
                            file.getFileName().toString(),
                            loader.load(file.toUri(), null).pixels(),
                            prompts))
                    .toList();
        }
    }

    public static List<Path> files(Path folder) {
        try (Stream<Path> entries = Files.list(folder.toRealPath())) {
            List<Path> files = entries.filter(
                            file -> file.toString().toLowerCase().matches(".*\\.(jpe?g|png|webp|gif|bmp|tiff?)"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw CommandFailure.environment("There is no image in " + folder, "Name another folder");
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
