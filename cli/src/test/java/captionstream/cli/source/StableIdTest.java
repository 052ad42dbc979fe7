package captionstream.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Digests by {@code printf %s URI | sha256sum}. */
class StableIdTest {
    @Test
    void follows_from_the_location_alone() {
        assertThat(StableId.of("file:///photos/cat.jpg")).isEqualTo("cat-c38a81c1c4fa");
    }

    @Test
    void differs_for_files_of_one_name_in_two_folders() {
        assertThat(StableId.of("file:///a/cat.jpg")).isNotEqualTo(StableId.of("file:///b/cat.jpg"));
    }

    @Test
    void holds_no_character_that_an_id_may_not_have() {
        assertThat(StableId.of("https://example.org/a%20b\u001b\u0000é.png?token=secret#x"))
                .isEqualTo("a_20b_-8284a8cdfd16");
    }

    @Test
    void stays_short_for_a_long_name() {
        assertThat(StableId.of("file:///" + "x".repeat(500) + ".png")).hasSize(64 + 1 + 12);
    }

    @Test
    void shows_nothing_of_an_image_that_is_its_own_location() {
        assertThat(StableId.of("data:image/png;base64,AA/BB==")).isEqualTo("data-16e2ea363c2b");
    }

    @Test
    void is_a_digest_alone_where_there_is_no_name() {
        assertThat(StableId.of("https://example.org/")).matches("[0-9a-f]{12}");
    }
}
