package captionstream.topology;

import static captionstream.topology.statistics.Captions.MODEL;
import static captionstream.topology.statistics.Captions.caption;
import static captionstream.topology.statistics.Ratings.rating;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.CaptionFeedback;
import captionstream.DeadLetter;
import captionstream.PromptFeedback;
import captionstream.RatedPrompt;
import captionstream.schemas.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FeedbackTopologyTest extends StatisticsCase {
    @Test
    void aRatingMayComeBeforeItsCaptionAndStaysWhenTheImageIsCaptionedAgain() {
        rate(rating("a", 0, "ada", 0.5, 1_000));
        tick();
        send(caption("a", 0, 20));
        tick();
        send(caption("a", 0, 30, 2_000));
        rate(rating("a", 0, "bob", 1, 1_500));
        tick();

        assertThat(published().get(MODEL + "|all").getEntries())
                .containsExactly(new RatedPrompt("A detailed photo of", 2L, 0.75, 30.0, 15.0));
    }

    @Test
    void everyModelHasItsOwnRatings() {
        CaptionFeedback other = rating("a", 0, "ada", 1, 1_000);
        other.setModel("sha256:4567");
        rate(rating("a", 0, "ada", 0.5, 1_000));
        rate(other);
        tick();

        Map<String, PromptFeedback> published = published();
        assertThat(published).containsOnlyKeys(MODEL + "|all", "sha256:4567|all");
        assertThat(published.get("sha256:4567|all").getEntries().get(0).getMeanRating())
                .isEqualTo(1.0);
    }

    @Test
    void theSameRatingAgainChangesNothing() {
        rate(rating("a", 0, "ada", 0.5, 1_000));
        tick();
        published();

        rate(rating("a", 0, "ada", 0.5, 1_000));
        tick();

        assertThat(published()).isEmpty();
    }

    static Stream<Arguments> wrongRatings() {
        return Stream.of(
                wrong("a rating of 1.0000001", rating -> rating.setRating(1.0000001)),
                wrong("a rating of -0.1", rating -> rating.setRating(-0.1)),
                wrong("a rating of NaN", rating -> rating.setRating(Double.NaN)),
                wrong("a rating of Infinity", rating -> rating.setRating(Double.POSITIVE_INFINITY)),
                wrong("the rater is blank", rating -> rating.setRater("")),
                wrong("the rater is", rating -> rating.setRater("x".repeat(257))),
                wrong("the model is", rating -> rating.setModel("a\u0000b")),
                wrong("the model has a |", rating -> rating.setModel("a|all")),
                wrong("the prompt is", rating -> rating.setPrompt("x".repeat(100_000))),
                wrong("the image id is", rating -> rating.setImageId(" ")),
                wrong("the time is", rating -> rating.setTime(Instant.ofEpochMilli(-1))),
                wrong("the time is", rating -> rating.setTime(Instant.ofEpochMilli(Long.MAX_VALUE))));
    }

    private static Arguments wrong(String message, Consumer<CaptionFeedback> flaw) {
        CaptionFeedback rating = rating("a", 0, "ada", 0.5, 1_000);
        flaw.accept(rating);
        return Arguments.of(message, rating);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongRatings")
    void aRatingThatCannotBeCountedBecomesADeadLetter(String message, CaptionFeedback rating) {
        rate(rating);
        tick();

        DeadLetter letter = deadLetters.readValue();
        assertThat(letter.getReason()).isEqualTo("processing_failed");
        assertThat(letter.getStage()).isEqualTo("statistics");
        assertThat(letter.getMessage()).startsWith(message);
        assertThat(letter.getTopic()).isEqualTo("caption-feedback");
        assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(bytes("caption-feedback", rating)));
        assertThat(published()).isEmpty();
    }

    @Test
    void anIdWithoutEndStandsInItsDeadLetterOnce() {
        rate(rating("x".repeat(400_000), 0, "ada", 0.5, 1_000));
        send("caption-feedback", "a", rating("x".repeat(800_000), 0, "ada", 0.5, 1_000));

        List<DeadLetter> letters = deadLetters.readValuesToList();
        DeadLetter withoutOriginal = letters.get(0);
        DeadLetter withOriginal = letters.get(1);
        assertThat(withoutOriginal.getValue()).isNull();
        assertThat(withoutOriginal.getImageId()).hasSize(256);
        assertThat(withOriginal.getImageId()).hasSize(256);
        assertThat(serdes.serializer(DeadLetter.class).serialize("dead-letters", withOriginal))
                .hasSizeLessThan(900 * 1024);
    }

    @Test
    void whatIsNoRatingBecomesADeadLetterAndTheRestIsCounted() {
        sendBytes("caption-feedback", "a", null);
        sendBytes("caption-feedback", "a", new byte[] {0, 0, 0, 0, 99, 1});
        send("caption-feedback", "b", rating("a", 0, "ada", 0.5, 1_000));
        rate(rating("a", 0, "ada", 0.5, 1_000));
        tick();

        assertThat(deadLetters.readValuesToList())
                .extracting(DeadLetter::getReason)
                .containsExactly("empty_record", "undecodable_record", "processing_failed");
        assertThat(published()).hasSize(1);
    }

    private void rate(CaptionFeedback rating) {
        send("caption-feedback", rating.getImageId(), rating);
    }

    private void send(String topic, String key, SpecificRecord record) {
        sendBytes(topic, key, bytes(topic, record));
    }

    private void sendBytes(String topic, String key, byte[] value) {
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, value);
    }

    private byte[] bytes(String topic, SpecificRecord record) {
        return serdes.serializer(SpecificRecord.class).serialize(topic, record);
    }

    private Map<String, PromptFeedback> published() {
        return read(Topic.PROMPT_FEEDBACK, PromptFeedback.class);
    }
}
