package captionstream.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.ImageEvent;
import captionstream.cli.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {
    private final List<String> complaints = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void fills_an_event_from_the_columns_and_keeps_the_others_as_attributes() throws IOException {
        List<ImageEvent> events = events("""
                id,uri,sha256,prompts,source_prompt,references,time,split,note
                cat-1,https://example.org/cat.jpg,ABC,A photo of | This shows,A photo of,"a cat|a cat, sitting",2026-01-31T12:00:00Z,val,
                """);

        assertThat(events)
                .containsExactly(ImageEvent.newBuilder()
                        .setId("cat-1")
                        .setUri("https://example.org/cat.jpg")
                        .setSha256("ABC")
                        .setPrompts(List.of("A photo of", "This shows"))
                        .setSourcePrompt("A photo of")
                        .setReferences(List.of("a cat", "a cat, sitting"))
                        .setAttributes(Map.of("split", "val"))
                        .setTime(Instant.parse("2026-01-31T12:00:00Z"))
                        .build());
    }

    @Test
    void needs_a_location_only_and_reads_paths_relative_to_the_file() throws IOException {
        ImageEvent event = events("\ufeffuri\npictures/cat.jpg\n").get(0);

        String uri = folder.resolve("pictures/cat.jpg").toUri().toString();
        assertThat(event.getUri()).isEqualTo(uri);
        assertThat(event.getId()).isEqualTo(StableId.of(uri));
        assertThat(event.getPrompts()).isNull();
    }

    @Test
    void leaves_out_a_row_that_cannot_be_an_event_and_says_why() throws IOException {
        List<ImageEvent> events = events("""
                id,uri,time
                a,https://example.org/a.jpg,
                b,,
                c,https://example.org/c.jpg,yesterday
                d,https://example.org/d.jpg
                e,https://example.org/e.jpg,
                """);

        assertThat(events).extracting(ImageEvent::getId).containsExactly("a", "e");
        assertThat(complaints)
                .satisfiesExactly(
                        complaint -> assertThat(complaint).endsWith("row 2: no uri"),
                        complaint -> assertThat(complaint).contains("row 3: time is 'yesterday'"),
                        complaint -> assertThat(complaint).endsWith("row 4: 2 columns where the header has 3"));
    }

    @Test
    void refuses_a_file_without_locations() {
        assertThatThrownBy(() -> events("name,path\na,b\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("has no column 'uri'");
    }

    @Test
    void refuses_two_columns_of_one_name() {
        assertThatThrownBy(() -> events("uri,uri\na,b\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("is not a CSV file");
    }

    private List<ImageEvent> events(String csv) throws IOException {
        Path file = Files.writeString(folder.resolve("events.csv"), csv);
        try (Stream<ImageEvent> events = new CsvSource(file, complaints::add).events()) {
            return events.toList();
        }
    }
}
