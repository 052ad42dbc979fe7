package captionstream.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerDuplicatesTest extends LedgerCase {
    @Test
    void two_requests_of_one_event_are_one_too_many() {
        event(3);
        request(5, "cat", 3);
        request(6, "cat", 3);
        for (int offset = 5; offset <= 6; offset++) {
            caption(offset, "cat", 0);
            caption(offset, "cat", 1);
        }

        assertThat(tally().count(Fault.EVENT_SETTLED_TWICE)).isEqualTo(1);
    }

    @Test
    void two_dead_letters_or_repeats_of_one_event_are_one_too_many() {
        event(3);
        deadLetter(Topic.IMAGE_EVENTS, 3);
        deadLetter(Topic.IMAGE_EVENTS, 3);
        event(4);
        ledger.repeat(new RecordPosition("repeated-events", 0, 0), Optional.of(eventAt(4)));
        ledger.repeat(new RecordPosition("repeated-events", 0, 1), Optional.of(eventAt(4)));

        assertThat(tally().count(Fault.EVENT_SETTLED_TWICE)).isEqualTo(2);
        assertThat(tally().count(Fault.Kind.DUPLICATED)).isEqualTo(2);
    }

    @Test
    void a_request_and_a_dead_letter_of_one_event_contradict_each_other() {
        event(3);
        request(5, "cat", 3);
        caption(5, "cat", 0);
        caption(5, "cat", 1);
        deadLetter(Topic.IMAGE_EVENTS, 3);

        assertThat(tally().count(Fault.EVENT_SETTLED_DIFFERENTLY)).isEqualTo(1);
        assertThat(tally().count(Fault.Kind.CONTRADICTORY)).isEqualTo(1);
    }

    @Test
    void a_caption_that_comes_twice_is_one_too_many() {
        event(3);
        request(5, "cat", 3);
        caption(5, "cat", 0);
        caption(5, "cat", 1);
        caption(5, "cat", 1);

        assertOnly(Fault.CAPTIONED_TWICE);
    }

    @Test
    void two_dead_letters_of_one_request_are_one_too_many() {
        request(5, "cat", 3);
        event(3);
        deadLetter(Topic.CAPTION_REQUESTS, 5);
        deadLetter(Topic.CAPTION_REQUESTS, 5);

        assertOnly(Fault.DEAD_LETTERED_TWICE);
    }

    @Test
    void captions_and_a_dead_letter_of_one_request_contradict_each_other() {
        event(3);
        request(5, "cat", 3);
        caption(5, "cat", 0);
        deadLetter(Topic.CAPTION_REQUESTS, 5);

        assertOnly(Fault.CAPTIONED_AND_DEAD_LETTERED);
    }
}
