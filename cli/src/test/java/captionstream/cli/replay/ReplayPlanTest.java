package captionstream.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.DeadLetter;
import captionstream.cli.SampleRecords;
import captionstream.cli.console.TimeSpan;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplayPlanTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Candidates candidates = new Candidates(new Selection(Set.of(), Set.of(), Set.of(), TimeSpan.ALWAYS));

    @Test
    void dead_letters_of_events_and_requests_are_chosen() {
        enter(0, letter("cat", Topic.CAPTION_REQUESTS));
        enter(1, letter("dog", Topic.IMAGE_EVENTS));

        assertThat(plan().chosen()).containsExactlyInAnyOrder(at(0), at(1));
        assertThat(plan().skipped()).isEmpty();
    }

    @Test
    void what_was_replayed_is_not_replayed_again() {
        enter(0, letter("cat", Topic.CAPTION_REQUESTS));

        ReplayPlan plan = plan(Set.of(at(0)), Set.of(), 9);

        assertThat(plan.chosen()).isEmpty();
        assertThat(plan.skipped()).containsOnlyKeys(Skipped.ALREADY_REPLAYED);
    }

    @Test
    void an_image_that_has_captions_by_now_is_left_alone() {
        enter(0, letter("cat", Topic.CAPTION_REQUESTS));

        assertThat(plan(Set.of(), Set.of("cat"), 9).skipped()).containsOnlyKeys(Skipped.ALREADY_CAPTIONED);
    }

    @Test
    void of_several_dead_letters_about_one_image_the_latest_is_replayed() {
        DeadLetter later = letter("cat", Topic.CAPTION_REQUESTS);
        later.setTime(NOON.plusSeconds(1));
        enter(0, later);
        enter(1, letter("cat", Topic.CAPTION_REQUESTS));
        enter(2, letter("cat", Topic.CAPTION_REQUESTS));

        assertThat(plan().chosen()).containsExactly(at(0));
        assertThat(plan().skipped().get(Skipped.SUPERSEDED))
                .extracting(Candidate::position)
                .containsExactly(at(1), at(2));
    }

    @Test
    void of_two_dead_letters_of_the_same_moment_one_is_replayed() {
        enter(0, letter("cat", Topic.CAPTION_REQUESTS));
        enter(1, letter("cat", Topic.CAPTION_REQUESTS));

        assertThat(plan().chosen()).containsExactly(at(1));
    }

    @Test
    void what_has_no_original_bytes_is_skipped_and_named() {
        DeadLetter letter = letter("cat", Topic.CAPTION_REQUESTS);
        letter.setValue(null);
        enter(0, letter);

        assertThat(plan().skipped().get(Skipped.WITHOUT_ORIGINAL))
                .extracting(Candidate::imageId)
                .containsExactly("cat");
    }

    @Test
    void a_caption_that_could_not_be_counted_stays_where_it_is_and_hides_no_other_dead_letter() {
        DeadLetter ofCaption = letter("cat", Topic.CAPTIONS);
        ofCaption.setTime(NOON.plusSeconds(9));
        enter(0, letter("cat", Topic.CAPTION_REQUESTS));
        enter(1, ofCaption);

        assertThat(plan().chosen()).containsExactly(at(0));
        assertThat(plan().skipped()).containsOnlyKeys(Skipped.STILL_IN_PLACE);
    }

    @Test
    void a_forged_dead_letter_cannot_make_a_replay_write_elsewhere() {
        DeadLetter forged = letter("cat", Topic.CAPTION_REQUESTS);
        forged.setTopic("__consumer_offsets");
        enter(0, forged);

        assertThat(plan().skipped()).containsOnlyKeys(Skipped.UNKNOWN_ORIGIN);
    }

    @Test
    void a_nameless_dead_letter_is_known_by_the_key_of_its_record() {
        DeadLetter nameless = letter(null, Topic.CAPTION_REQUESTS);
        nameless.setKey(ByteBuffer.wrap("cat".getBytes()));
        enter(0, nameless);
        enter(1, letter(null, Topic.IMAGE_EVENTS));

        ReplayPlan plan = plan(Set.of(), Set.of("cat"), 9);

        assertThat(plan.skipped()).containsOnlyKeys(Skipped.ALREADY_CAPTIONED);
        assertThat(plan.chosen()).containsExactly(at(1));
    }

    @Test
    void the_limit_takes_the_oldest_and_counts_the_rest() {
        IntStream.range(0, 5).forEach(i -> {
            DeadLetter letter = letter("image-" + i, Topic.CAPTION_REQUESTS);
            letter.setTime(NOON.minusSeconds(i));
            enter(i, letter);
        });

        ReplayPlan plan = plan(Set.of(at(4)), Set.of(), 2);

        assertThat(plan.chosen()).containsExactlyInAnyOrder(at(3), at(2));
        assertThat(plan.overLimit()).isEqualTo(2);
    }

    private ReplayPlan plan() {
        return plan(Set.of(), Set.of(), Long.MAX_VALUE);
    }

    private ReplayPlan plan(Set<RecordPosition> replayed, Set<String> captioned, long limit) {
        List<Candidate> chosen = candidates.chosen();
        return ReplayPlan.of(chosen, new History(replayed, captioned, candidates.latest()), limit);
    }

    private void enter(long offset, DeadLetter letter) {
        candidates.enter(at(offset), letter);
    }

    private static DeadLetter letter(String imageId, Topic topic) {
        DeadLetter letter = SampleRecords.deadLetter(topic, 0, 7, imageId);
        letter.setValue(ByteBuffer.wrap(new byte[] {1}));
        letter.setTime(NOON);
        return letter;
    }

    private static RecordPosition at(long offset) {
        return new RecordPosition("dead-letters", 0, offset);
    }
}
