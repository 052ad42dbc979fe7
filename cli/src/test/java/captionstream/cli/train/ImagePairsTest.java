package captionstream.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.cli.console.CommandFailure;
import captionstream.worker.train.CaptionedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePairsTest {
    private final List<String> complaints = new ArrayList<>();

    @TempDir
    private Path folder;

    private List<CaptionedImage> csv(String text) throws IOException {
        return ImagePairs.csv(Files.writeString(folder.resolve("pairs.csv"), text), complaints::add);
    }

    @Test
    void gathers_the_captions_of_an_image_from_all_its_rows() throws IOException {
        List<CaptionedImage> images = csv("""
                caption,split,image
                A cat.,train,a/cat.jpg
                A dog.,train,dog.jpg
                "A cat, asleep",test,a/cat.jpg
                """);

        assertThat(images)
                .containsExactly(
                        new CaptionedImage("a/cat.jpg", List.of("A cat.", "A cat, asleep")),
                        new CaptionedImage("dog.jpg", List.of("A dog.")));
    }

    @Test
    void a_row_that_is_no_pair_is_left_out_and_named() throws IOException {
        List<CaptionedImage> images = csv("image,caption\ncat.jpg,\n,A dog.\nowl.jpg\nbee.jpg,A bee.\n");

        assertThat(images).extracting(CaptionedImage::file).containsExactly("bee.jpg");
        assertThat(complaints).hasSize(3).first().asString().endsWith("row 1: no caption");
    }

    @Test
    void a_column_that_is_missing_is_named() {
        assertThatThrownBy(() -> csv("image,text\ncat.jpg,A cat.\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("has no column 'caption'");
    }

    @Test
    void what_is_no_text_in_utf_8_is_refused() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(
                file,
                ("image,caption\n" + "cat.jpg,A cat.\n".repeat(5000) + "é").getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> ImagePairs.csv(file, complaints::add))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("is not a CSV file in UTF-8");
    }

    @Test
    void an_open_quote_is_refused() {
        assertThatThrownBy(() -> csv("image,caption\ncat.jpg,\"A cat.\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("is not a CSV file");
    }

    @Test
    void coco_images_come_with_all_their_captions_and_without_any() throws IOException {
        Path file = Files.writeString(folder.resolve("captions.json"), """
                {"images": [{"id": 1, "file_name": "1.jpg"}, {"id": 2, "file_name": "2.jpg"}],
                 "annotations": [{"image_id": 1, "caption": "A cat. "}, {"image_id": 1, "caption": "It sleeps."}]}
                """);

        assertThat(ImagePairs.coco(file))
                .containsExactly(
                        new CaptionedImage("1.jpg", List.of("A cat.", "It sleeps.")),
                        new CaptionedImage("2.jpg", List.of()));
    }
}
