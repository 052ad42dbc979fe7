package captionstream.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.cli.SampleRecords;
import captionstream.schemas.Attempts;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerTest extends LedgerCase {
    @Test
    void an_event_is_complete_when_every_prompt_of_its_request_has_one_caption() {
        event(3);
        request(5, "cat", 3);
        caption(5, "cat", 1);
        caption(5, "cat", 0);

        assertOnly(Outcome.COMPLETE);
        assertThat(tally().events()).isEqualTo(1);
        assertThat(tally().captions()).isEqualTo(2);
        assertThat(ledger.completeImages(SampleRecords.MODEL)).isEqualTo(1);
        assertThat(ledger.completeImages("another")).isZero();
    }

    @Test
    void outcomes_may_be_read_before_what_they_came_of() {
        caption(5, "cat", 0);
        caption(5, "cat", 1);
        request(5, "cat", 3);
        event(3);

        assertOnly(Outcome.COMPLETE);
    }

    @Test
    void an_event_that_nobody_has_passed_is_in_flight() {
        extents.put(events(), new Extent(0, 3));
        event(3);

        assertOnly(Outcome.IN_FLIGHT);
    }

    @Test
    void a_request_that_no_worker_has_passed_is_in_flight() {
        extents.put(requests(), new Extent(0, 5));
        event(3);
        request(5, "cat", 3);

        assertOnly(Outcome.IN_FLIGHT);
    }

    @Test
    void an_event_that_intake_has_passed_without_a_trace_is_lost() {
        event(3);

        assertOnly(Fault.EVENT_LOST);
        assertThat(tally().examples(Fault.EVENT_LOST)).containsExactly(eventAt(3));
        assertThat(tally().count(Fault.Kind.MISSING)).isEqualTo(1);
    }

    @Test
    void a_request_that_the_workers_have_passed_with_a_caption_too_few_is_lost() {
        event(3);
        request(5, "cat", 3);
        caption(5, "cat", 1);

        assertOnly(Fault.CAPTIONS_LOST);
        assertThat(tally().examples(Fault.CAPTIONS_LOST)).containsExactly(requestAt(5));
    }

    @Test
    void a_dead_letter_settles_the_event_or_the_request_that_it_names() {
        event(3);
        deadLetter(Topic.IMAGE_EVENTS, 3);
        event(4);
        request(5, "cat", 4);
        deadLetter(Topic.CAPTION_REQUESTS, 5);

        assertThat(tally().count(Outcome.DEAD_LETTERED)).isEqualTo(2);
        assertThat(tally().hasFaults()).isFalse();
    }

    @Test
    void an_unreadable_request_is_settled_by_its_dead_letter() {
        ledger.request(requestAt(5), null, Optional.empty(), Attempts.NONE);
        deadLetter(Topic.CAPTION_REQUESTS, 5);

        assertThat(tally().hasFaults()).isFalse();
    }

    @Test
    void a_repeat_is_no_loss() {
        event(3);
        request(5, "cat", 3);
        caption(5, "cat", 0);
        caption(5, "cat", 1);
        event(4);
        ledger.repeat(new RecordPosition("repeated-events", 0, 0), Optional.of(eventAt(4)));

        assertThat(tally().count(Outcome.REPEATED)).isEqualTo(1);
        assertThat(tally().count(Outcome.COMPLETE)).isEqualTo(1);
        assertThat(tally().hasFaults()).isFalse();
    }

    @Test
    void an_image_that_is_requested_again_is_captioned_again_and_counts_as_one_image() {
        for (int i = 0; i < 2; i++) {
            event(i);
            request(i, "cat", i);
            caption(i, "cat", 0);
            caption(i, "cat", 1);
        }

        assertThat(tally().count(Outcome.COMPLETE)).isEqualTo(2);
        assertThat(tally().hasFaults()).isFalse();
        assertThat(ledger.completeImages(SampleRecords.MODEL)).isEqualTo(1);
    }

    @Test
    void the_statistics_dead_letter_of_a_caption_contradicts_nothing() {
        event(3);
        request(5, "cat", 3);
        caption(5, "cat", 0);
        caption(5, "cat", 1);
        deadLetter(Topic.CAPTIONS, 5);

        assertOnly(Outcome.COMPLETE);
        assertThat(tally().deadLetters()).isEqualTo(1);
    }
}
