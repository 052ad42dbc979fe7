package captionstream.worker.train.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingCacheTest {
    private static final String CAT = "ca".repeat(32);
    private static final String DOG = "d0".repeat(32);
    private static final String OWL = "0e".repeat(32);

    private final List<String> notes = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void cacheOfACatAndADog() {
        file = folder.resolve("embeddings.bin");
        try (EmbeddingCache cache = open("sha256:one")) {
            cache.append(List.of(record(CAT, 1), record(DOG, 2)));
        }
    }

    private EmbeddingCache open(String fingerprint) {
        return EmbeddingCache.open(file, fingerprint, 3, notes::add);
    }

    private static EmbeddingRecord record(String sha256, float value) {
        return new EmbeddingRecord(sha256, new float[] {value, -value, 0.1f});
    }

    private static float[] embedding(EmbeddingCache cache, String sha256) {
        Integer row = cache.row(sha256);
        assertThat(row).isNotNull();
        return cache.read(row);
    }

    @Test
    void knows_again_what_it_was_given() {
        try (EmbeddingCache cache = open("sha256:one")) {
            assertThat(embedding(cache, CAT)).containsExactly(1, -1, 0.1f);
            assertThat(embedding(cache, DOG)).containsExactly(2, -2, 0.1f);
            assertThat(cache.row(OWL)).isNull();
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void keeps_the_first_embedding_of_an_image() {
        try (EmbeddingCache cache = open("sha256:one")) {
            cache.append(List.of(record(CAT, 7), record(OWL, 3), record(OWL, 4)));

            assertThat(embedding(cache, CAT)).containsExactly(1, -1, 0.1f);
            assertThat(embedding(cache, OWL)).containsExactly(3, -3, 0.1f);
        }
    }

    @Test
    void goes_on_behind_the_last_whole_record_after_a_kill_in_the_middle_of_one() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));

        try (EmbeddingCache cache = open("sha256:one")) {
            assertThat(cache.row(DOG)).isNull();
            cache.append(List.of(record(OWL, 3)));
        }

        try (EmbeddingCache cache = open("sha256:one")) {
            assertThat(embedding(cache, CAT)).containsExactly(1, -1, 0.1f);
            assertThat(embedding(cache, OWL)).containsExactly(3, -3, 0.1f);
        }
    }

    @Test
    void drops_what_is_damaged_and_says_so() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[CacheHeader.SIZE + 35]++;
        Files.write(file, bytes);

        try (EmbeddingCache cache = open("sha256:one")) {
            assertThat(cache.row(CAT)).isNull();
            assertThat(embedding(cache, DOG)).containsExactly(2, -2, 0.1f);
        }
        assertThat(notes).singleElement().asString().contains("1 of 2 embeddings are damaged");
    }

    @Test
    void begins_anew_for_another_clip_and_says_so() {
        try (EmbeddingCache cache = open("sha256:other")) {
            assertThat(cache.row(CAT)).isNull();
        }
        assertThat(notes).singleElement().asString().contains("does not hold embeddings by this CLIP");
    }

    @Test
    void begins_anew_where_the_file_is_something_else() throws IOException {
        Files.writeString(file, "nothing of the kind");

        try (EmbeddingCache cache = open("sha256:one")) {
            assertThat(cache.row(CAT)).isNull();
            cache.append(List.of(record(OWL, 3)));
            assertThat(embedding(cache, OWL)).containsExactly(3, -3, 0.1f);
        }
        assertThat(notes).hasSize(1);
    }

    @Test
    void is_for_one_training_at_a_time() {
        try (EmbeddingCache cache = open("sha256:one")) {
            assertThatThrownBy(() -> open("sha256:one"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("another training is using it");
            assertThat(embedding(cache, CAT)).hasSize(3);
        }
    }
}
