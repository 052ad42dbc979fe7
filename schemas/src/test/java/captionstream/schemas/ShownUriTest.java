package captionstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownUriTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "file:/images/a@b.jpg, file:/images/a@b.jpg",
        "http://host/a@b.jpg, http://host/a@b.jpg",
        "http://user:secret@host:80/a.jpg, http://host:80/a.jpg",
        "http://secret@host/a?b=c@d, http://host/a?...",
        "http://user:se?cret@host/a.jpg, http://host/a.jpg",
        "http://user:se#cret@host/a.jpg, http://host/a.jpg",
        "https://host/a.jpg?signature=secret, https://host/a.jpg?...",
        "https://host/a b.jpg?signature=secret, https://host/a b.jpg?...",
        "http://host/a.jpg#secret, http://host/a.jpg?...",
        "http://user:se/cret@host/a.jpg, http://host/a.jpg",
        "http://user:se cret@host/a.jpg, http://host/a.jpg",
        "http://user:se@cret@host/a.jpg, http://host/a.jpg",
        "http:\\\\user:secret@host\\a.jpg, http:\\\\host\\a.jpg",
        "user:secret@host/a.jpg, user:host/a.jpg",
        "//user:secret@host/a.jpg, host/a.jpg"
    })
    void hasNoUserPasswordOrQuery(String uri, String shown) {
        assertThat(ShownUri.of(uri)).isEqualTo(shown).doesNotContain("secret");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"data:image/png;base64,c2VjcmV0", "DATA:image/png;base64,c2VjcmV0", "data:image/png;base64,\n@"})
    void hasNothingOfTheBytesThatItCarries(String uri) {
        assertThat(ShownUri.of(uri)).isEqualToIgnoringCase("data:image/png;base64,…");
    }

    @Test
    void isNotEndless() {
        assertThat(ShownUri.of("file:/" + "x".repeat(100_000))).hasSize(500).endsWith("…");
        assertThat(ShownUri.of("data:" + "x".repeat(100_000)))
                .hasSizeLessThan(500)
                .endsWith("…");
    }
}
