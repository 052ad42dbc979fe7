package captionstream.topology.failure;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.DeadLetter;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.FailureStage;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLettersTest {
    private static final RecordMetadata ORIGIN = new RecordMetadata() {
        @Override
        public String topic() {
            return "image-events";
        }

        @Override
        public int partition() {
            return 3;
        }

        @Override
        public long offset() {
            return 42;
        }
    };

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "file:/images/a@b.jpg, file:/images/a@b.jpg",
        "http://host/a@b.jpg, http://host/a@b.jpg",
        "http://user:secret@host:80/a.jpg, http://host:80/a.jpg",
        "http://secret@host/a?b=c@d, http://host/a?b=c@d",
        "http://user:se/cret@host/a.jpg, http://host/a.jpg",
        "http://user:se cret@host/a.jpg, http://host/a.jpg",
        "http://user:se@cret@host/a.jpg, http://host/a.jpg",
        "http:\\\\user:secret@host\\a.jpg, http:\\\\host\\a.jpg",
        "user:secret@host/a.jpg, user:host/a.jpg",
        "//user:secret@host/a.jpg, host/a.jpg"
    })
    void userNamesAndPasswordsAreLeftOut(String uri, String shown) {
        assertThat(deadLetter(new byte[0], uri).getUri()).isEqualTo(shown).doesNotContain("secret");
    }

    @Test
    void aValueThatWouldNotFitIsCutAndTheOriginStillTold() {
        DeadLetter letter = deadLetter(new byte[2_000_000], "data:" + "x".repeat(100_000));

        assertThat(letter.getValue().remaining()).isEqualTo(900 * 1024);
        assertThat(letter.getUri()).hasSize(2048).endsWith("…");
        assertThat(letter.getTopic()).isEqualTo("image-events");
        assertThat(letter.getPartition()).isEqualTo(3);
        assertThat(letter.getOffset()).isEqualTo(42);
    }

    private static DeadLetter deadLetter(byte[] value, String uri) {
        return new DeadLetters(FailureStage.INTAKE)
                .of(ORIGIN, null, value, DeadLetterReason.INVALID_URI, "no", "a", uri, 1_000);
    }
}
