package captionstream.worker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.schemas.DeadLetterReason;
import captionstream.worker.Requests;
import captionstream.worker.publish.RequestOutcome.GivenUp;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ConsumedOffsetsTest {
    @Test
    void offsetsFollowTheLastOriginOfEachPartition() {
        List<RequestOutcome> outcomes = List.of(
                givenUp(Requests.record(0, 3, "a")),
                givenUp(Requests.record(1, 9, "b")),
                givenUp(Requests.record(0, 4, "c")));

        assertThat(ConsumedOffsets.after(outcomes))
                .hasSize(2)
                .hasEntrySatisfying(
                        Requests.partition(0), next -> assertThat(next.offset()).isEqualTo(5))
                .hasEntrySatisfying(
                        Requests.partition(1), next -> assertThat(next.offset()).isEqualTo(10));
    }

    private static GivenUp givenUp(ConsumerRecord<byte[], byte[]> origin) {
        return new GivenUp(origin, null, DeadLetterReason.FETCH_FAILED, "why");
    }
}
