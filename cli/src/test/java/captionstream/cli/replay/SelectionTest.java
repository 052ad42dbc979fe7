package captionstream.cli.replay;

import static captionstream.schemas.DeadLetterReason.CORRUPT_IMAGE;
import static captionstream.schemas.DeadLetterReason.IMAGE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.DeadLetter;
import captionstream.cli.SampleRecords;
import captionstream.cli.console.TimeSpan;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final RecordPosition HERE = new RecordPosition("dead-letters", 1, 17);
    private static final RecordPosition THERE = new RecordPosition("dead-letters", 0, 17);

    @Test
    void without_conditions_everything_is_selected() {
        assertThat(new Selection(Set.of(), Set.of(), Set.of(), TimeSpan.ALWAYS).matches(HERE, letter()))
                .isTrue();
    }

    @Test
    void one_of_several_reasons_is_enough() {
        assertThat(new Selection(Set.of(CORRUPT_IMAGE, IMAGE_NOT_FOUND), Set.of(), Set.of(), TimeSpan.ALWAYS)
                        .matches(HERE, letter()))
                .isTrue();
        assertThat(new Selection(Set.of(CORRUPT_IMAGE), Set.of(), Set.of(), TimeSpan.ALWAYS).matches(HERE, letter()))
                .isFalse();
    }

    @Test
    void one_of_several_images_is_enough() {
        assertThat(new Selection(Set.of(), Set.of("dog", "cat"), Set.of(), TimeSpan.ALWAYS).matches(HERE, letter()))
                .isTrue();
        assertThat(new Selection(Set.of(), Set.of("dog"), Set.of(), TimeSpan.ALWAYS).matches(HERE, letter()))
                .isFalse();
        assertThat(new Selection(Set.of(), Set.of("dog"), Set.of(), TimeSpan.ALWAYS)
                        .matches(HERE, SampleRecords.deadLetter(Topic.IMAGE_EVENTS, 0, 0, null)))
                .isFalse();
    }

    @Test
    void a_letter_is_selected_by_where_it_stands() {
        assertThat(new Selection(Set.of(), Set.of(), Set.of(THERE, HERE), TimeSpan.ALWAYS).matches(HERE, letter()))
                .isTrue();
        assertThat(new Selection(Set.of(), Set.of(), Set.of(THERE), TimeSpan.ALWAYS).matches(HERE, letter()))
                .isFalse();
    }

    @Test
    void since_is_the_first_moment_and_until_the_first_after() {
        assertThat(new Selection(Set.of(), Set.of(), Set.of(), new TimeSpan(NOON, NOON.plusMillis(1)))
                        .matches(HERE, letter()))
                .isTrue();
        assertThat(new Selection(Set.of(), Set.of(), Set.of(), new TimeSpan(NOON.plusMillis(1), null))
                        .matches(HERE, letter()))
                .isFalse();
        assertThat(new Selection(Set.of(), Set.of(), Set.of(), new TimeSpan(null, NOON)).matches(HERE, letter()))
                .isFalse();
    }

    @Test
    void all_conditions_must_hold() {
        assertThat(new Selection(Set.of(IMAGE_NOT_FOUND), Set.of("dog"), Set.of(), new TimeSpan(NOON, null))
                        .matches(HERE, letter()))
                .isFalse();
    }

    @Test
    void a_span_of_time_without_a_moment_is_refused() {
        assertThatThrownBy(() -> new TimeSpan(NOON, NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing lies between");
    }

    private static DeadLetter letter() {
        DeadLetter letter = SampleRecords.deadLetter(Topic.CAPTION_REQUESTS, 0, 0, "cat");
        letter.setTime(NOON);
        return letter;
    }
}
