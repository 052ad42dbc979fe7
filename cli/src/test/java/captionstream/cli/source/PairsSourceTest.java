package captionstream.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import captionstream.ImageEvent;
import captionstream.cli.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairsSourceTest {
    private final List<String> complaints = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void gathers_what_was_written_about_an_image_wherever_its_rows_are() throws IOException {
        PairsSource source = source("""
                \ufeffimage,caption,split
                cat.jpg,A cat.,train
                dogs/a.jpg,"Two dogs, playing.",train
                ./cat.jpg,A cat on a sofa.,train
                """, null);

        List<ImageEvent> events = source.events().toList();

        assertThat(source.total()).hasValue(2);
        assertThat(events)
                .extracting(ImageEvent::getUri, ImageEvent::getReferences)
                .containsExactly(
                        tuple(uri("cat.jpg"), List.of("A cat.", "A cat on a sofa.")),
                        tuple(uri("dogs/a.jpg"), List.of("Two dogs, playing.")));
        assertThat(events.get(0).getId()).isEqualTo(StableId.of(uri("cat.jpg")));
        assertThat(complaints).isEmpty();
    }

    @Test
    void finds_images_in_the_folder_that_is_named() throws IOException {
        Path photos = folder.resolve("photos");

        assertThat(source("image,caption\ncat.jpg,A cat.\n", photos).events())
                .extracting(ImageEvent::getUri)
                .containsExactly(uri("photos/cat.jpg"));
    }

    @Test
    void leaves_out_rows_without_an_image_or_a_caption_and_says_which() throws IOException {
        PairsSource source = source("image,caption\n,A cat.\ncat.jpg,\na,b,c\ncat.jpg,A cat.\n", null);

        assertThat(source.events()).extracting(ImageEvent::getReferences).containsExactly(List.of("A cat."));
        assertThat(complaints)
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("pairs.csv, row 1: no image"),
                        second -> assertThat(second).endsWith("pairs.csv, row 2: no caption"),
                        third -> assertThat(third).endsWith("pairs.csv, row 3: 3 columns where the header has 2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "image,caption\n", "image\ncat.jpg\n", "uri,caption\ncat.jpg,A cat.\n", "image,image\n"})
    void refuses_a_file_without_pairs(String text) {
        assertThatThrownBy(() -> source(text, null)).isInstanceOf(CommandFailure.class);
    }

    private PairsSource source(String text, @Nullable Path images) throws IOException {
        return new PairsSource(Files.writeString(folder.resolve("pairs.csv"), text), images, complaints::add);
    }

    private String uri(String name) {
        return folder.resolve(name).toUri().toString();
    }
}
