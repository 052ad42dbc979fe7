package captionstream.cli.demo;

import static captionstream.cli.SampleRecords.caption;
import static captionstream.cli.SampleRecords.deadLetter;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.cli.SampleRecords;
import captionstream.schemas.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void an_event_waits_until_every_prompt_has_its_caption() {
        ledger.event(0, 0, "cat");

        ledger.caption(caption("cat", 0, "A photo of", 20));
        assertThat(ledger.waiting()).containsExactly("cat");
        ledger.caption(caption("cat", 1, "This shows", 21));

        assertThat(ledger.waiting()).isEmpty();
        assertThat(ledger.settled()).isEqualTo(1);
        assertThat(ledger.completeImages(SampleRecords.MODEL)).isEqualTo(1);
    }

    @Test
    void captions_may_be_entered_before_their_event() {
        ledger.caption(caption("cat", 1, "This shows", 21));
        ledger.caption(caption("cat", 0, "A photo of", 20));

        ledger.event(0, 0, "cat");

        assertThat(ledger.waiting()).isEmpty();
    }

    @Test
    void a_dead_letter_of_a_request_settles_its_image() {
        ledger.event(0, 0, "cat");

        ledger.deadLetter(deadLetter(Topic.CAPTION_REQUESTS, 3, 17, "cat"));

        assertThat(ledger.waiting()).isEmpty();
        assertThat(ledger.completeImages(SampleRecords.MODEL)).isZero();
    }

    @Test
    void an_undecodable_request_settles_the_image_that_its_key_names() {
        ledger.event(0, 0, "cat");
        DeadLetter letter = deadLetter(Topic.CAPTION_REQUESTS, 3, 17, null);
        letter.setKey(ByteBuffer.wrap("cat".getBytes(StandardCharsets.UTF_8)));

        ledger.deadLetter(letter);

        assertThat(ledger.waiting()).isEmpty();
    }

    @Test
    void a_refused_event_settles_itself_and_no_other_event_of_the_same_id() {
        ledger.event(0, 0, "cat");
        ledger.event(0, 1, "cat");
        ledger.event(1, 1, null);

        ledger.deadLetter(deadLetter(Topic.IMAGE_EVENTS, 0, 1, "cat"));

        assertThat(ledger.waiting()).containsExactly("cat", "image-events-1@1");
    }

    @Test
    void a_repeated_event_is_settled_by_the_captions_of_its_image() {
        ledger.event(0, 0, "cat");
        ledger.event(0, 1, "cat");

        ledger.caption(caption("cat", 0, "A photo of", 20));
        ledger.caption(caption("cat", 1, "This shows", 21));

        assertThat(ledger.settled()).isEqualTo(2);
    }

    @Test
    void counts_a_caption_that_comes_twice_and_not_one_by_another_model() {
        ledger.caption(caption("cat", 0, "A photo of", 20));
        ledger.caption(caption("cat", 0, "A photo of", 20));
        Caption other = caption("cat", 0, "A photo of", 20);
        other.setModel("sha256:bb");
        ledger.caption(other);

        assertThat(ledger.captions()).isEqualTo(3);
        assertThat(ledger.repeated()).isEqualTo(1);
    }
}
