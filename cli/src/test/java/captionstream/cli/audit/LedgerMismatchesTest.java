package captionstream.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.cli.SampleRecords;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerMismatchesTest extends LedgerCase {
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
}
