package captionstream.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.cli.SampleRecords;
import captionstream.schemas.Attempts;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerBoundsTest extends LedgerCase {
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
}
