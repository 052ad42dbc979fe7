package captionstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordPositionTest {
    @Test
    void anOriginIsReadBackFromItsHeader() {
        RecordPosition position = new RecordPosition("team-a.image-events", 3, 9_000_000_017L);
        RecordHeaders headers = new RecordHeaders();
        headers.add(position.asOrigin());

        assertThat(new String(headers.lastHeader("captionstream-origin").value(), StandardCharsets.UTF_8))
                .isEqualTo("team-a.image-events-3@9000000017");
        assertThat(RecordPosition.originIn(headers)).contains(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "image-events",
                "image-events-3",
                "image-events-x@1",
                "image-events-3@-1",
                "image-events-9999999999@1",
                "image-events-1@9999999999999999999"
            })
    void whatIsNoPositionIsNoOrigin(String text) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("captionstream-origin", text.getBytes(StandardCharsets.UTF_8));

        assertThat(RecordPosition.originIn(headers)).isEmpty();
    }

    @Test
    void aRecordWithoutOrWithAnEmptyOrHugeHeaderHasNoOrigin() {
        RecordHeaders empty = new RecordHeaders();
        empty.add("captionstream-origin", null);
        RecordHeaders huge = new RecordHeaders();
        huge.add("captionstream-origin", ("x".repeat(1_000_000) + "-1@1").getBytes(StandardCharsets.UTF_8));

        assertThat(RecordPosition.originIn(new RecordHeaders())).isEmpty();
        assertThat(RecordPosition.originIn(empty)).isEmpty();
        assertThat(RecordPosition.originIn(huge)).isEmpty();
    }
}
