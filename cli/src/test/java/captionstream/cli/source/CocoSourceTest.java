package captionstream.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class CocoSourceTest {
    private static final String ANNOTATIONS = """
            {"info": {"year": 2017, "nested": [1, {"a": []}]},
             "annotations": [{"image_id": 139, "id": 1, "caption": "A living room. "},
                             {"image_id": 285, "id": 2, "caption": "A bear."},
                             {"image_id": 139, "id": 4, "caption": " "},
                             {"image_id": 139, "id": 3, "caption": "A man and a TV."}],
             "licenses": [],
             "images": [{"id": 139, "file_name": "000000000139.jpg", "coco_url": "http://images/139.jpg", "width": 640},
                        {"id": 285, "file_name": "../../../etc/passwd", "coco_url": ""}]}
            """;

    private final List<String> complaints = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void joins_images_with_their_captions_in_whatever_order_the_file_has_them() throws IOException {
        List<ImageEvent> events = source(ANNOTATIONS, folder).events().toList();

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getId()).isEqualTo("coco-139");
            assertThat(event.getUri())
                    .isEqualTo(folder.resolve("000000000139.jpg").toUri().toString());
            assertThat(event.getReferences()).containsExactly("A living room.", "A man and a TV.");
        });
    }

    @Test
    void publishes_web_addresses_where_no_folder_is_given() throws IOException {
        List<ImageEvent> events = source(ANNOTATIONS, null).events().toList();

        assertThat(events).extracting(ImageEvent::getUri).containsExactly("http://images/139.jpg");
    }

    @Test
    void does_not_leave_the_folder_of_the_images() throws IOException {
        source(ANNOTATIONS, folder).events().toList();

        assertThat(complaints).singleElement().asString().contains("COCO image 285", "../../../etc/passwd");
    }

    @Test
    void refuses_what_is_no_annotations_file() {
        for (String text :
                List.of("[]", "{\"images\": [{\"id\": 1", "nonsense", "{\"images\": []}", "{\"images\": [7]}")) {
            assertThatThrownBy(() -> source(text, null)).as(text).isInstanceOf(CommandFailure.class);
        }
    }

    private CocoSource source(String json, @Nullable Path images) throws IOException {
        Path file = Files.writeString(folder.resolve("captions.json"), json);
        return new CocoSource(file, images, complaints::add);
    }
}
