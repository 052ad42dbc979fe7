package captionstream.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.cli.SampleRecords;
import captionstream.schemas.Attempts;
import captionstream.schemas.Topic;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerReplaysTest extends LedgerCase {
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
}
