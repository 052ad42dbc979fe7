package captionstream.topology;

import static captionstream.topology.statistics.Captions.MODEL;
import static captionstream.topology.statistics.Captions.caption;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.CaptionExtremes;
import captionstream.ExtremeCaption;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import captionstream.schemas.Topic;
import captionstream.topology.statistics.Retention;
import captionstream.topology.statistics.StatisticsSettings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a retention of an hour, to which an hour of disorder is added before an image is forgotten. */
class ForgottenImagesTest extends StatisticsCase {
    private static final long NOON = Duration.ofHours(12).toMillis();
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    @Override
    StatisticsSettings settings() {
        return StatisticsSettings.DEFAULTS.withImageRetention(Retention.of(Duration.ofHours(1)));
    }

    @BeforeEach
    void startTheNextDay() {
        stop();
        startAt(Instant.EPOCH.plus(Duration.ofDays(1)));
    }

    @Test
    void what_was_counted_of_an_image_stands_when_it_is_forgotten() {
        send(caption("a", 0, 20, NOON));
        send(caption("b", 0, 30, NOON + 2 * HOUR - 1));
        assertThat(isStored("a")).isTrue();

        send(caption("c", 0, 40, NOON + 2 * HOUR));
        tick();

        assertThat(isStored("a")).isFalse();
        assertThat(isStored("b")).isTrue();
        captionstream.Moments score = score("all");
        assertThat(score.getCount()).isEqualTo(3);
        assertThat(score.getMin()).isEqualTo(20.0);
        assertThat(score.getMean()).isEqualTo(30.0);
    }

    @Test
    void an_image_captioned_after_its_retention_counts_beside_what_it_was() {
        send(caption("a", 0, 20, NOON));
        send(caption("a", 0, 30, NOON + HOUR));
        send(caption("a", 0, 40, NOON + 2 * HOUR - 1));
        tick();

        captionstream.Moments score = score("all");
        assertThat(score.getCount()).isEqualTo(2);
        assertThat(score.getMin()).isEqualTo(20.0);
        assertThat(score.getMax()).isEqualTo(40.0);
        assertThat(read(Topic.PROMPT_RANKINGS, PromptRanking.class)
                        .get(MODEL + "|all|raw")
                        .getImages())
                .isEqualTo(2);
    }

    @Test
    void what_is_found_again_from_the_images_is_found_among_forgotten_ones_too() {
        // given the second best caption forgotten
        send(caption("a", 0, 50, NOON));
        send(caption("b", 0, 60, NOON + 2 * HOUR));
        assertThat(isStored("a")).isFalse();

        // when the best is taken back
        send(caption("b", 0, 40, NOON + 2 * HOUR + MINUTE));
        tick();

        assertThat(score("all").getMax()).isEqualTo(50.0);
        assertThat(read(Topic.CAPTION_EXTREMES, CaptionExtremes.class)
                        .get(MODEL + "|all|best")
                        .getEntries())
                .extracting(ExtremeCaption::getImageId)
                .containsExactly("a", "b");
    }

    @Test
    void a_clock_that_is_ahead_forgets_nothing_of_the_present() {
        long now = Duration.ofDays(1).toMillis();
        send(caption("a", 0, 20, now - MINUTE));
        send(caption("b", 0, 30, Instant.parse("2100-01-01T00:00:00Z").toEpochMilli()));
        send(caption("c", 0, 40, now));

        assertThat(isStored("a")).isTrue();
    }

    @Test
    void a_window_that_is_open_still_knows_the_image() {
        // given images published at noon, the first forgotten over all time
        send(publishedAtNoon(caption("a", 0, 20, NOON)));
        send(publishedAtNoon(caption("b", 0, 30, NOON + 2 * HOUR)));
        assertThat(isStored("a")).isFalse();

        send(publishedAtNoon(caption("a", 0, 50, NOON + 2 * HOUR)));
        tick();

        captionstream.Moments score = score("1h@1970-01-01T11:10:00Z");
        assertThat(score.getCount()).isEqualTo(2);
        assertThat(score.getMean()).isEqualTo(40.0);
    }

    private static Caption publishedAtNoon(Caption caption) {
        caption.setEventTime(Instant.ofEpochMilli(NOON));
        return caption;
    }

    private boolean isStored(String image) {
        return driver.getKeyValueStore("image-outcomes").get(MODEL + "\u0000" + image) != null;
    }

    private captionstream.Moments score(String window) {
        return read(Topic.PROMPT_STATISTICS, PromptStatistics.class)
                .get(MODEL + "|" + window + "|A detailed photo of")
                .getClipScore();
    }
}
