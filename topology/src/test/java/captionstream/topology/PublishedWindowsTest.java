package captionstream.topology;

import static captionstream.topology.statistics.Captions.MODEL;
import static captionstream.topology.statistics.Captions.caption;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.PromptRanking;
import captionstream.schemas.Topic;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedWindowsTest extends StatisticsCase {
    @Test
    void aWindowIsPublishedKeptApartAndWithdrawnWhenItIsLongPast() {
        // given two captions of one minute of event time
        send(at("2026-05-01T12:00:00Z", "a", 20));
        send(at("2026-05-01T12:00:50Z", "b", 30));
        tick();

        Map<String, PromptRanking> rankings = read(Topic.PROMPT_RANKINGS, PromptRanking.class);
        PromptRanking minute = rankings.get(MODEL + "|1m@2026-05-01T12:00:00Z|raw");
        assertThat(minute.getImages()).isEqualTo(2);
        assertThat(minute.getWindow()).isEqualTo("1m");
        assertThat(minute.getWindowStart()).isEqualTo(Instant.parse("2026-05-01T12:00:00Z"));
        assertThat(minute.getWindowEnd()).isEqualTo(Instant.parse("2026-05-01T12:01:00Z"));
        assertThat(rankings.get(MODEL + "|1h@2026-05-01T11:10:00Z|raw").getImages())
                .isEqualTo(2);
        assertThat(rankings.get(MODEL + "|all|raw").getWindowStart()).isNull();

        // when a quarter of an hour passes, and a caption of the first minute comes after it
        send(at("2026-05-01T12:15:00Z", "c", 10));
        send(at("2026-05-01T12:00:00Z", "late", 10));
        tick();

        rankings = read(Topic.PROMPT_RANKINGS, PromptRanking.class);
        assertThat(rankings).containsEntry(MODEL + "|1m@2026-05-01T12:00:00Z|raw", null);
        assertThat(rankings.get(MODEL + "|all|raw").getImages()).isEqualTo(4);
        assertThat(rankings.get(MODEL + "|1h@2026-05-01T11:20:00Z|raw").getImages())
                .isEqualTo(4);
        assertThat(late()).isEqualTo(1);
    }

    private static Caption at(String time, String image, double score) {
        Instant event = Instant.parse(time);
        Caption caption = caption(image, 0, score, event.plusSeconds(1).toEpochMilli());
        caption.setEventTime(event);
        return caption;
    }

    private long late() {
        return driver.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("late-captions-total"))
                .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
                .sum();
    }
}
