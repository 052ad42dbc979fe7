package captionstream.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.ImageEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleImagesTest {
    @TempDir
    private Path folder;

    @Test
    void ids_are_made_of_names_alone() throws IOException {
        Files.createDirectory(folder.resolve("animals"));
        Files.createFile(folder.resolve("sun.webp"));
        Files.createFile(folder.resolve("animals/cat.png"));
        Files.createFile(folder.resolve("LICENSES.md"));

        List<ImageEvent> events = SampleImages.of(folder, "demo/");

        assertThat(events).extracting(ImageEvent::getId).containsExactly("demo/animals/cat", "demo/sun");
        assertThat(events.get(1).getUri())
                .isEqualTo(folder.resolve("sun.webp").toUri().toString());
    }
}
