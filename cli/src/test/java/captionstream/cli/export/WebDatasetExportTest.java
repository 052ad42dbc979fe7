package captionstream.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.Caption;
import captionstream.cli.SampleRecords;
import captionstream.cli.console.CapturedTerminal;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.Progress;
import captionstream.worker.image.FetchPolicy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebDatasetExportTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 2};
    private static final byte[] WEBP = "RIFF....WEBP".getBytes(StandardCharsets.US_ASCII);

    private final CapturedTerminal terminal = new CapturedTerminal();

    @TempDir
    private Path directory;

    private Path images;
    private Path out;

    @BeforeEach
    void folders() throws IOException {
        images = Files.createDirectory(directory.resolve("images"));
        out = directory.resolve("shards");
    }

    @Test
    void a_sample_is_an_image_with_its_best_caption_and_all_of_its_captions() throws IOException {
        Caption worse = caption("cat", 0, "A photo of", 20, PNG);
        Caption better = caption("cat", 1, "This shows", 30, PNG);

        export(10, worse, better);

        Map<String, byte[]> files = files("shard-000000.tar");
        assertThat(files.keySet()).containsExactly("000000000.png", "000000000.json", "000000000.txt");
        assertThat(files.get("000000000.png")).isEqualTo(PNG);
        assertThat(files.get("000000000.txt")).asString().isEqualTo("This shows a cat.");
        JsonNode json = new ObjectMapper().readTree(files.get("000000000.json"));
        assertThat(json.get("image_id").textValue()).isEqualTo("cat");
        assertThat(json.get("captions"))
                .extracting(caption -> caption.get("clip_score").doubleValue())
                .containsExactly(30.0, 20.0);
        assertThat(json.get("captions").get(0).has("image_id")).isFalse();
    }

    @Test
    void the_bytes_say_what_the_file_is_called() throws IOException {
        export(10, caption("a", 0, "A", 1, JPEG), caption("b", 0, "A", 1, WEBP));

        assertThat(files("shard-000000.tar").keySet()).contains("000000000.jpg", "000000001.webp");
    }

    @Test
    void shards_hold_so_many_images_and_stand_there_when_all_are_whole() throws IOException {
        WebDatasetExport export =
                export(2, caption("a", 0, "A", 1, PNG), caption("b", 0, "A", 1, JPEG), caption("c", 0, "A", 1, WEBP));

        assertThat(export.captions()).isEqualTo(3);
        assertThat(names(out)).containsExactly("shard-000000.tar", "shard-000001.tar");
        assertThat(names(directory)).containsExactly("images", "shards");
        assertThat(files("shard-000001.tar")).containsOnlyKeys("000000002.webp", "000000002.json", "000000002.txt");
    }

    @Test
    void the_same_captions_give_the_same_bytes_at_any_time() throws IOException {
        Caption[] captions = {caption("a", 0, "A", 1, PNG), caption("b", 0, "A", 1, JPEG)};
        export(10, captions);
        byte[] first = Files.readAllBytes(out.resolve("shard-000000.tar"));
        out = directory.resolve("again");

        export(10, captions);

        assertThat(Files.readAllBytes(out.resolve("shard-000000.tar"))).isEqualTo(first);
    }

    @Test
    void an_image_that_is_gone_forbidden_changed_or_none_is_left_out_and_named() throws IOException {
        Caption gone = caption("gone", 0, "A", 1, PNG);
        Files.delete(images.resolve("gone"));
        Caption changed = caption("changed", 0, "A", 1, PNG);
        Files.write(images.resolve("changed"), JPEG);
        Caption forbidden = caption("forbidden", 0, "A", 1, PNG);
        forbidden.setUri("file:///etc/hostname");
        Caption text = caption("text", 0, "A", 1, "hello".getBytes(StandardCharsets.US_ASCII));
        Caption odd = caption("odd\u001b[2J", 0, "A", 1, PNG);
        odd.setUri("file:// no");
        Caption carried = caption("carried", 0, "A", 1, PNG);
        carried.setUri("data:image/png;base64,");

        WebDatasetExport export =
                export(10, gone, changed, forbidden, text, odd, carried, caption("z", 0, "A", 1, PNG));

        assertThat(export.unreadable()).isEqualTo(6);
        assertThat(files("shard-000000.tar")).hasSize(3).containsKey("000000006.png");
        assertThat(terminal.err().lines().filter(line -> line.startsWith("left out")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("left out: image gone: image_not_found"),
                        line -> assertThat(line).contains("image changed: ", "SHA-256"),
                        line -> assertThat(line).contains("image forbidden: forbidden_location"),
                        line -> assertThat(line).contains("image text: its bytes are no image"),
                        line -> assertThat(line).contains("image odd\\x1b[2J: its URI is none"),
                        line -> assertThat(line).contains("image carried: its event carried it"));
    }

    @Test
    void captions_of_other_bytes_under_the_same_id_are_a_sample_of_their_own() throws IOException {
        Caption before = caption("cat", 0, "A photo of", 20, PNG);
        Caption after = caption("cat", 1, "This shows", 30, JPEG);

        WebDatasetExport export = export(10, before, after);

        assertThat(export.unreadable()).isOne();
        assertThat(files("shard-000000.tar").get("000000001.txt")).asString().isEqualTo("This shows a cat.");
    }

    @Test
    void a_folder_with_something_in_it_is_left_alone() throws IOException {
        Files.createDirectory(out);
        Files.writeString(out.resolve("mine"), "");

        assertThatThrownBy(() -> new ShardFolder(out, 10))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("shards");
        assertThat(names(out)).containsExactly("mine");
    }

    @Test
    void what_a_killed_export_left_is_cleared_away() throws IOException {
        Path left = Files.createDirectory(directory.resolve(".shards.part"));
        Files.writeString(left.resolve("shard-000007.tar"), "half");

        export(10, caption("a", 0, "A", 1, PNG));

        assertThat(names(directory)).containsExactly("images", "shards");
        assertThat(names(out)).containsExactly("shard-000000.tar");
    }

    private WebDatasetExport export(int shardSize, Caption... captions) {
        FetchPolicy policy = FetchPolicy.defaults().withFileRoots(List.of(images));
        try (VerifiedImages verified = new VerifiedImages(policy);
                ShardFolder folder = new ShardFolder(out, shardSize);
                Progress progress = new Progress(terminal.plain(), "images")) {
            WebDatasetExport export = new WebDatasetExport(Sample.of(List.of(captions)), folder, progress);
            export.write(verified, 3);
            return export;
        }
    }

    private Caption caption(String id, int promptIndex, String prompt, double score, byte[] image) throws IOException {
        Path file = Files.write(images.resolve(id), image);
        Caption caption = SampleRecords.caption(id, promptIndex, prompt, score);
        caption.setUri(file.toUri().toString());
        caption.setImageSha256(HexFormat.of().formatHex(sha256(image)));
        return caption;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, byte[]> files(String shard) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (InputStream file = Files.newInputStream(out.resolve(shard));
                TarArchiveInputStream tar = new TarArchiveInputStream(file)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        return files;
    }

    private static List<String> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
