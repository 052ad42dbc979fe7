package captionstream.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.ImageEvent;
import captionstream.cli.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathSourceTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of("b.jpg", "a.PNG", "notes.txt", "deep/c.webp", "deep/er/d.jpg", "odd name [1].jpg")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    @Test
    void takes_a_file_whatever_its_ending() {
        assertThat(uris(path("notes.txt"))).containsExactly(uri("notes.txt"));
    }

    @Test
    void searches_a_folder_for_images_in_a_fixed_order() {
        assertThat(uris(folder.toString()))
                .containsExactly(
                        uri("a.PNG"), uri("b.jpg"), uri("deep/c.webp"), uri("deep/er/d.jpg"), uri("odd name [1].jpg"));
    }

    @Test
    void expands_a_glob_pattern() {
        assertThat(uris(path("*.jpg"))).containsExactly(uri("b.jpg"), uri("odd name [1].jpg"));
        assertThat(uris(path("**.jpg"))).containsExactly(uri("b.jpg"), uri("deep/er/d.jpg"), uri("odd name [1].jpg"));
        assertThat(uris(path("deep/**/*.jpg"))).containsExactly(uri("deep/er/d.jpg"));
    }

    @Test
    void takes_a_file_that_looks_like_a_pattern() {
        assertThat(uris(path("odd name [1].jpg"))).containsExactly(uri("odd name [1].jpg"));
    }

    @Test
    void publishes_a_file_once_however_often_it_is_named() {
        PathSource source = new PathSource(List.of(path("b.jpg"), folder.toString(), path("b.jpg")));

        assertThat(source.total()).hasValue(5);
        assertThat(source.events().map(ImageEvent::getId)).doesNotHaveDuplicates();
    }

    @Test
    void passes_a_uri_on_as_it_is_even_a_broken_one() {
        assertThat(uris("https://example.org/cat one.jpg")).containsExactly("https://example.org/cat one.jpg");
    }

    @Test
    void refuses_what_is_not_there() {
        assertThatThrownBy(() -> uris(path("nothing.jpg")))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("No such file or directory: " + path("nothing.jpg"));
        assertThatThrownBy(() -> uris(path("*.gif")))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("No images found: " + path("*.gif"));
    }

    private static List<String> uris(String argument) {
        return new PathSource(List.of(argument))
                .events()
                .map(ImageEvent::getUri)
                .toList();
    }

    private String path(String name) {
        return folder.toString() + "/" + name;
    }

    private String uri(String name) {
        return folder.resolve(name).toUri().toString();
    }
}
