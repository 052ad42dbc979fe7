package captionstream.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.cli.SampleRecords;
import captionstream.schemas.Topic;
import captionstream.worker.DeliveryMode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerOfRepeatableOutcomesTest extends LedgerCase {
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
}
