package captionstream.worker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionUriTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"file:///a.png", "https://host/a?signature=b", "s3://bucket/key", "data:image/png;base64,AA=="})
    void isTheEventsOwn(String uri) {
        assertThat(CaptionUri.of(uri)).isEqualTo(uri);
    }

    @Test
    void endsBeforeTheBytesThatALongOneCarries() {
        String payload = "A".repeat(CaptionUri.LONGEST);

        assertThat(CaptionUri.of("DATA:image/png;base64," + payload)).isEqualTo("DATA:image/png;base64,");
        assertThat(CaptionUri.of("data:" + payload + ",AA")).isEqualTo("data:");
        assertThat(CaptionUri.of("data:" + payload)).isEqualTo("data:");
        assertThat(CaptionUri.of("http://host/" + payload)).endsWith("A");
    }
}
