package captionstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptsTest {
    @Test
    void attemptsAreReadBackFromTheirHeader() {
        RecordHeaders headers = new RecordHeaders();
        headers.add(new Attempts(12).asHeader());

        assertThat(Attempts.in(headers)).isEqualTo(new Attempts(12));
        assertThat(Attempts.in(headers).now()).isEqualTo(13);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "+1", " 1", "1.0", "1234567", "٣"})
    void whatIsNoSmallNumberCountsAsNoAttempt(String text) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("captionstream-attempts", text.getBytes(StandardCharsets.UTF_8));

        assertThat(Attempts.in(headers)).isEqualTo(Attempts.NONE);
        assertThat(Attempts.NONE.isReplay()).isFalse();
    }

    @Test
    void thereCannotBeFewerThanNone() {
        assertThatThrownBy(() -> new Attempts(-1)).hasMessageContaining("-1");
    }

    @Test
    void aDeadLetterCountsTheAttemptsBeforeItAndItsOwn() {
        ConsumerRecord<byte[], byte[]> first = new ConsumerRecord<>("image-events", 0, 0, null, null);
        ConsumerRecord<byte[], byte[]> replayed = new ConsumerRecord<>("image-events", 0, 1, null, null);
        replayed.headers().add(new Attempts(4).asHeader());

        assertThat(attempts(first)).isEqualTo(1);
        assertThat(attempts(replayed)).isEqualTo(5);
    }

    private static int attempts(ConsumerRecord<byte[], byte[]> origin) {
        DeadLetterReason reason = DeadLetterReason.EMPTY_RECORD;
        return DeadLetters.of(origin, reason.stage(), reason, "empty", null, null, Instant.EPOCH)
                .getAttempts();
    }
}
