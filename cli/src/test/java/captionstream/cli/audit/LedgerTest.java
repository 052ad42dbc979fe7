package captionstream.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.DeadLetterReplay;
import captionstream.cli.SampleRecords;
import captionstream.schemas.Attempts;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import captionstream.worker.DeliveryMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Two prompts an image; ten offsets in the one partition of events and of requests. */
class LedgerTest {
    private static final List<String> PROMPTS = List.of("A photo of", "This shows");
    private static final long END = 10;

    private final Map<TopicPartition, Long> firsts = new HashMap<>(Map.of(events(), 0L, requests(), 0L));
    private final Map<TopicPartition, Long> upTo = new HashMap<>();
    private final Map<TopicPartition, Extent> extents =
            new HashMap<>(Map.of(events(), new Extent(0, END), requests(), new Extent(0, END)));
    private Ledger ledger = ledger();
    private long captions;

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
    void what_may_have_been_deleted_is_not_called_lost() {
        extents.put(events(), new Extent(4, END));
        extents.put(requests(), new Extent(6, END));
        event(3);
        event(4);
        request(5, "cat", 4);

        assertThat(tally().count(Outcome.UNKNOWN)).isEqualTo(2);
        assertThat(tally().hasFaults()).isFalse();
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
    void a_replayed_request_ends_where_its_replay_does() {
        event(3);
        request(5, "cat", 3);
        deadLetter(Topic.CAPTION_REQUESTS, 5);
        replay(Topic.CAPTION_REQUESTS, 5);
        ledger.request(requestAt(6), SampleRecords.request("cat", PROMPTS), Optional.empty(), new Attempts(1));
        caption(6, "cat", 0);
        caption(6, "cat", 1);

        assertThat(tally().events()).isEqualTo(1);
        assertThat(tally().count(Outcome.REPLAYED)).isEqualTo(1);
        assertThat(tally().count(Outcome.COMPLETE)).isEqualTo(1);
        assertThat(tally().hasFaults()).isFalse();
    }

    @Test
    void a_replayed_event_is_no_event_of_its_own() {
        event(3);
        deadLetter(Topic.IMAGE_EVENTS, 3);
        replay(Topic.IMAGE_EVENTS, 3);
        ledger.event(eventAt(4), new Attempts(1));
        deadLetter(Topic.IMAGE_EVENTS, 4);

        assertThat(tally().events()).isEqualTo(1);
        assertThat(tally().count(Outcome.REPLAYED)).isEqualTo(1);
        assertThat(tally().count(Outcome.DEAD_LETTERED)).isEqualTo(1);
    }

    @Test
    void a_replay_that_is_lost_is_missing() {
        event(3);
        request(5, "cat", 3);
        deadLetter(Topic.CAPTION_REQUESTS, 5);
        replay(Topic.CAPTION_REQUESTS, 5);
        ledger.request(requestAt(6), SampleRecords.request("cat", PROMPTS), Optional.empty(), new Attempts(1));

        assertThat(tally().count(Fault.CAPTIONS_LOST)).isEqualTo(1);
    }

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

    @Test
    void where_outcomes_may_repeat_the_same_ones_are_counted_and_no_fault() {
        ledger = ledger(DeliveryMode.SHARE);
        event(3);
        request(5, "cat", 3);
        caption(5, "cat", 0);
        caption(5, "cat", 0);
        caption(5, "cat", 1);
        caption(5, "cat", 1);

        assertOnly(Outcome.COMPLETE);
        assertThat(tally().redelivered()).isEqualTo(1);
    }

    @Test
    void where_outcomes_may_repeat_a_caption_must_not_say_something_else() {
        ledger = ledger(DeliveryMode.SHARE);
        event(3);
        request(5, "cat", 3);
        caption(5, "cat", 0);
        caption(5, "cat", 1);
        Caption other = SampleRecords.caption("cat", 1, PROMPTS.get(1), 20);
        other.setCaption("This shows something else");
        ledger.caption(captionAt(), other, Optional.of(requestAt(5)));

        assertOnly(Fault.CAPTIONED_DIFFERENTLY);
        assertThat(tally().count(Fault.Kind.CONTRADICTORY)).isEqualTo(1);
    }

    @Test
    void where_outcomes_may_repeat_a_caption_under_another_prompt_is_a_contradiction_all_the_same() {
        ledger = ledger(DeliveryMode.SHARE);
        event(3);
        request(5, "cat", 3);
        caption(5, "cat", 0);
        caption(5, "cat", 1);
        ledger.caption(captionAt(), SampleRecords.caption("cat", 1, "Another prompt", 20), Optional.of(requestAt(5)));

        assertOnly(Fault.CAPTIONED_DIFFERENTLY);
    }

    @Test
    void where_outcomes_may_repeat_dead_letters_are_counted_but_contradict_captions() {
        ledger = ledger(DeliveryMode.SHARE);
        event(3);
        request(5, "cat", 3);
        deadLetter(Topic.CAPTION_REQUESTS, 5);
        deadLetter(Topic.CAPTION_REQUESTS, 5);
        assertOnly(Outcome.DEAD_LETTERED);
        assertThat(tally().redelivered()).isEqualTo(1);

        caption(5, "cat", 0);

        assertOnly(Fault.CAPTIONED_AND_DEAD_LETTERED);
    }

    @Test
    void where_outcomes_may_repeat_one_that_is_missing_is_missing_all_the_same() {
        ledger = ledger(DeliveryMode.SHARE);
        event(3);
        request(5, "cat", 3);
        caption(5, "cat", 0);
        caption(5, "cat", 0);

        assertOnly(Fault.CAPTIONS_LOST);
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

    @Test
    void captions_must_be_of_the_prompts_requested() {
        event(3);
        request(5, "cat", 3);
        caption(5, "cat", 0);
        Caption other = SampleRecords.caption("cat", 1, "Another prompt", 20);
        ledger.caption(captionAt(), other, Optional.of(requestAt(5)));

        assertOnly(Fault.OTHER_PROMPTS);
    }

    @Test
    void captions_must_be_in_the_order_of_the_prompts_requested() {
        event(3);
        request(5, "cat", 3);
        for (int i = 0; i < 2; i++) {
            Caption swapped = SampleRecords.caption("cat", i, PROMPTS.get(1 - i), 20);
            ledger.caption(captionAt(), swapped, Optional.of(requestAt(5)));
        }

        assertOnly(Fault.OTHER_PROMPTS);
    }

    @Test
    void captions_must_be_of_the_image_requested() {
        event(3);
        request(5, "cat", 3);
        caption(5, "dog", 0);
        caption(5, "dog", 1);

        assertOnly(Fault.OTHER_PROMPTS);
    }

    @Test
    void captions_must_be_as_many_as_the_prompts_requested() {
        event(3);
        request(5, "cat", 3);
        Caption third = SampleRecords.caption("cat", 2, "A third", 20);
        third.setPromptCount(3);
        ledger.caption(captionAt(), third, Optional.of(requestAt(5)));

        assertOnly(Fault.OTHER_PROMPTS);
    }

    @Test
    void an_index_outside_of_the_prompts_is_a_contradiction_and_no_crash() {
        event(3);
        request(5, "cat", 3);
        for (int index : new int[] {-1, 2, 64, Integer.MAX_VALUE}) {
            ledger.caption(
                    captionAt(), SampleRecords.caption("cat", index, "A photo of", 20), Optional.of(requestAt(5)));
        }

        assertOnly(Fault.OTHER_PROMPTS);
    }

    @Test
    void captions_of_one_request_must_be_by_one_model() {
        event(3);
        request(5, "cat", 3);
        caption(5, "cat", 0);
        Caption other = SampleRecords.caption("cat", 1, PROMPTS.get(1), 20);
        other.setModel("sha256:bb");
        ledger.caption(captionAt(), other, Optional.of(requestAt(5)));

        assertOnly(Fault.SEVERAL_MODELS);
    }

    @Test
    void outcomes_of_records_that_are_not_there_are_contradictions() {
        caption(5, "cat", 0);
        deadLetter(Topic.IMAGE_EVENTS, 3);
        ledger.caption(captionAt(), SampleRecords.caption("cat", 0, "A photo of", 20), Optional.empty());
        ledger.caption(
                captionAt(),
                SampleRecords.caption("cat", 0, "A photo of", 20),
                Optional.of(new RecordPosition("caption-requests", 0, Long.MAX_VALUE)));
        ledger.caption(
                captionAt(),
                SampleRecords.caption("cat", 0, "A photo of", 20),
                Optional.of(new RecordPosition("caption-requests", 7, 1)));
        ledger.repeat(new RecordPosition("repeated-events", 0, 0), Optional.empty());
        deadLetter(Topic.CAPTION_REQUESTS, 1_000);

        assertThat(tally().count(Fault.OUTCOME_OF_NOTHING)).isEqualTo(7);
        assertThat(tally().examples(Fault.OUTCOME_OF_NOTHING)).hasSize(4);
    }

    @Test
    void outcomes_of_records_that_are_no_longer_kept_are_left_out() {
        firsts.putAll(Map.of(events(), 4L, requests(), 6L));
        ledger = ledger();
        caption(5, "cat", 0);
        deadLetter(Topic.CAPTION_REQUESTS, 4);
        deadLetter(Topic.IMAGE_EVENTS, 3);
        ledger.repeat(new RecordPosition("repeated-events", 0, 0), Optional.of(eventAt(3)));

        assertThat(tally().hasFaults()).isFalse();
        assertThat(tally().count(Outcome.COMPLETE)).isZero();
    }

    @Test
    void a_request_of_an_event_that_is_no_longer_kept_or_that_names_none_is_not_counted_with_the_events() {
        firsts.put(events(), 4L);
        ledger = ledger();
        request(5, "cat", 3);
        ledger.request(requestAt(6), SampleRecords.request("dog", PROMPTS), Optional.empty(), Attempts.NONE);

        assertThat(tally().count(Outcome.UNLINKED)).isEqualTo(2);
        assertThat(tally().hasFaults()).isFalse();
    }

    @Test
    void what_comes_of_later_events_is_not_asked_about() {
        upTo.put(events(), 4L);
        ledger = ledger();
        event(3);
        request(5, "cat", 3);
        caption(5, "cat", 0);
        caption(5, "cat", 1);
        request(6, "dog", 4);
        caption(6, "dog", 0);

        assertOnly(Outcome.COMPLETE);
    }

    private void assertOnly(Finding finding) {
        for (Outcome outcome : Outcome.values()) {
            assertThat(tally().count(outcome)).as(outcome.name()).isEqualTo(outcome == finding ? 1 : 0);
        }
        for (Fault fault : Fault.values()) {
            assertThat(tally().count(fault)).as(fault.name()).isEqualTo(fault == finding ? 1 : 0);
        }
    }

    private Ledger ledger() {
        return ledger(DeliveryMode.EXACTLY_ONCE);
    }

    private Ledger ledger(DeliveryMode delivery) {
        Books books = new Books(firsts, upTo, delivery);
        books.extendTo(Map.of(events(), END, requests(), END));
        return new Ledger(books, 4);
    }

    private Tally tally() {
        return ledger.tally(extents::get);
    }

    private void event(long offset) {
        ledger.event(eventAt(offset), Attempts.NONE);
    }

    private void request(long offset, String imageId, long event) {
        CaptionRequest request = SampleRecords.request(imageId, PROMPTS);
        ledger.request(requestAt(offset), request, Optional.of(eventAt(event)), Attempts.NONE);
    }

    private void caption(long request, String imageId, int index) {
        Caption caption = SampleRecords.caption(imageId, index, PROMPTS.get(index), 20);
        ledger.caption(captionAt(), caption, Optional.of(requestAt(request)));
    }

    private void deadLetter(Topic topic, long offset) {
        ledger.deadLetter(
                new RecordPosition("dead-letters", 0, offset), SampleRecords.deadLetter(topic, 0, offset, "cat"));
    }

    private void replay(Topic topic, long offset) {
        ledger.replay(
                new RecordPosition("dead-letter-replays", 0, 0),
                new DeadLetterReplay(0, 0L, "cat", topic.topicName(), 0, offset, "image_not_found", 1, Instant.EPOCH));
    }

    private RecordPosition captionAt() {
        return new RecordPosition("captions", 0, captions++);
    }

    private static RecordPosition eventAt(long offset) {
        return new RecordPosition("image-events", 0, offset);
    }

    private static RecordPosition requestAt(long offset) {
        return new RecordPosition("caption-requests", 0, offset);
    }

    private static TopicPartition events() {
        return new TopicPartition("image-events", 0);
    }

    private static TopicPartition requests() {
        return new TopicPartition("caption-requests", 0);
    }
}
