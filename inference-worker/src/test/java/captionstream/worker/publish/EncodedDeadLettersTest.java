package captionstream.worker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.schemas.DeadLetterReason;
import captionstream.worker.FakeCaptioner;
import captionstream.worker.Requests;
import captionstream.worker.caption.GeneratedCaption;
import captionstream.worker.publish.RequestOutcome.GivenUp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class EncodedDeadLettersTest extends EncoderCase {
    @Test
    void aScoreThatIsNotANumberBecomesADeadLetter() {
        DeadLetter letter = letter(encode(generated(Double.NaN, null)));

        assertThat(letter.getReason()).isEqualTo("model_failed");
        assertThat(letter.getMessage()).isEqualTo("The model gave a score that is NaN");
    }

    @Test
    void captionsThatCannotBeWrittenBecomeADeadLetter() {
        GeneratedCaption usual = FakeCaptioner.caption("cat", "A picture of");
        GeneratedCaption mute = new GeneratedCaption(
                usual.prompt(),
                null,
                4,
                usual.tokens(),
                usual.finishReason(),
                usual.uncertainty(),
                1,
                null,
                null,
                null,
                1);

        assertThat(letter(encode(mute)).getReason()).isEqualTo("model_failed");
    }

    @Test
    void captionsTooLargeForTheBrokerBecomeOneDeadLetter() {
        CaptionRequest request = request("cat");
        request.setAttributes(Map.of("novel", "x".repeat(MAX_BYTES)));

        EncodedOutcome encoded = encoded(described(request));

        assertThat(encoded.outcome()).isInstanceOf(GivenUp.class);
        assertThat(encoded.records())
                .singleElement()
                .satisfies(record -> assertThat(letter(record).getReason()).isEqualTo("outcome_too_large"));
    }

    @Test
    void aReplayedRequestThatFailsAgainCountsItsAttempts() {
        ConsumerRecord<byte[], byte[]> origin = Requests.record(0, 7, "bad");
        origin.headers().add("captionstream-attempts", "1".getBytes(StandardCharsets.UTF_8));

        EncodedOutcome encoded = encoded(new GivenUp(origin, null, DeadLetterReason.FETCH_FAILED, "again"));

        assertThat(letter(encoded.records().get(0)).getAttempts()).isEqualTo(2);
    }

    @Test
    void aDeadLetterKeepsTheOriginalBytesAndWhereTheyLie() {
        byte[] key = {1, (byte) 0xff, 3};
        byte[] value = {9, 8, 7};
        ConsumerRecord<byte[], byte[]> origin = new ConsumerRecord<>("caption-requests", 2, 41, key, value);

        ProducerRecord<byte[], byte[]> record = encoded(
                        new GivenUp(origin, null, DeadLetterReason.UNDECODABLE_RECORD, "no magic byte"))
                .records()
                .get(0);

        assertThat(record.topic()).isEqualTo("dead-letters");
        assertThat(record.key()).isEqualTo(key);
        DeadLetter letter = letter(record);
        assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap(key));
        assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(value));
        assertThat(letter.getTopic()).isEqualTo("caption-requests");
        assertThat(letter.getPartition()).isEqualTo(2);
        assertThat(letter.getOffset()).isEqualTo(41);
        assertThat(letter.getStage()).isEqualTo("intake");
        assertThat(letter.getReason()).isEqualTo("undecodable_record");
        assertThat(letter.getMessage()).isEqualTo("no magic byte");
        assertThat(letter.getImageId()).isNull();
        assertThat(letter.getTime()).isEqualTo(NOW);
    }

    @Test
    void aDeadLetterShowsNoCredentialsOfTheUri() {
        CaptionRequest request = request("cat");
        request.setUri("https://ann:secret@host/cat.png?X-Signature=abc#part");

        DeadLetter letter =
                letter(encoded(new GivenUp(Requests.record(0, 0, "x"), request, DeadLetterReason.FETCH_FAILED, "why"))
                        .records()
                        .get(0));

        assertThat(letter.getUri()).isEqualTo("https://host/cat.png?...");
    }

    @Test
    void anOriginalTooLargeToBeCarriedAlongIsNamedInstead() {
        byte[] value = new byte[MAX_BYTES];
        Arrays.fill(value, (byte) 7);
        ConsumerRecord<byte[], byte[]> origin = new ConsumerRecord<>("caption-requests", 0, 5, new byte[0], value);

        DeadLetter letter = letter(encoded(new GivenUp(origin, null, DeadLetterReason.UNDECODABLE_RECORD, "rubbish"))
                .records()
                .get(0));

        assertThat(letter.getValue()).isNull();
        assertThat(letter.getOffset()).isEqualTo(5);
        assertThat(letter.getMessage()).startsWith("rubbish").contains("too large");
    }
}
