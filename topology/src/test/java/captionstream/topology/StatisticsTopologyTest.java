package captionstream.topology;

import static captionstream.topology.statistics.Captions.MODEL;
import static captionstream.topology.statistics.Captions.PROMPTS;
import static captionstream.topology.statistics.Captions.caption;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.Caption;
import captionstream.CaptionExtremes;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import captionstream.RankedPrompt;
import captionstream.schemas.Topic;
import captionstream.topology.statistics.ImageOutcomes;
import captionstream.topology.statistics.StatisticsSettings;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

class StatisticsTopologyTest extends StatisticsCase {
    @Test
    void oneImageGivesItsWinnerItsRankingAndItsRow() {
        // given one image whose third prompt scores highest
        for (int prompt = 0; prompt < 5; prompt++) {
            send(caption("a", prompt, prompt == 2 ? 25 : 20 - prompt));
        }

        tick();

        Map<String, PromptStatistics> statistics = read(Topic.PROMPT_STATISTICS, PromptStatistics.class);
        assertThat(statistics.keySet().stream().filter(key -> key.contains("|all|")))
                .hasSize(5);
        PromptStatistics winner = statistics.get(MODEL + "|all|A realistic image of");
        assertThat(winner.getWins()).isEqualTo(1);
        assertThat(winner.getClipScore().getMean()).isEqualTo(25.0);
        assertThat(winner.getPromptIndex()).isEqualTo(2);
        assertThat(winner.getPromptSet()).isEqualTo("paper v1");
        assertThat(winner.getTokenClipCorrelation()).isNull();
        assertThat(winner.getAgainst()).hasSize(4);
        assertThat(winner.getAgainst().get(0).getPrompt()).isEqualTo("A detailed photo of");
        assertThat(winner.getAgainst().get(0).getDifference().getMean()).isEqualTo(5.0);
        assertThat(winner.getAsOf()).isEqualTo(Instant.ofEpochMilli(1_000));

        PromptRanking raw = read(Topic.PROMPT_RANKINGS, PromptRanking.class).get(MODEL + "|all|raw");
        assertThat(raw.getEntries())
                .extracting(RankedPrompt::getPrompt)
                .containsExactly(PROMPTS.get(2), PROMPTS.get(0), PROMPTS.get(1), PROMPTS.get(3), PROMPTS.get(4));
        assertThat(raw.getEntries().get(1).getNormalized()).isCloseTo((20.0 - 16) / (25 - 16), within(1e-15));
        assertThat(raw.getCompleteImages()).isEqualTo(1);

        Map<String, PromptCompatibility> rows = read(Topic.PROMPT_COMPATIBILITY, PromptCompatibility.class);
        assertThat(rows.keySet().stream().filter(key -> key.contains("|all|")))
                .containsExactly(MODEL + "|all|A realistic image of");
        assertThat(rows.get(MODEL + "|all|A realistic image of")
                        .getCells()
                        .get(2)
                        .getCentred())
                .isEqualTo(7.0);

        Map<String, CaptionExtremes> ends = read(Topic.CAPTION_EXTREMES, CaptionExtremes.class);
        assertThat(ends.get(MODEL + "|all|best").getEntries().get(0).getClipScore())
                .isEqualTo(25.0);
        assertThat(ends.get(MODEL + "|all|worst").getEntries().get(0).getClipScore())
                .isEqualTo(16.0);
    }

    @Test
    void aCaptionIsInEveryStoreAtItsCommitThoughNothingWasEmittedYet() {
        send(caption("a", 0, 20));

        assertThat(driver.getKeyValueStore("image-outcomes").get(MODEL + "\u0000a"))
                .isEqualTo(ImageOutcomes.none("a").with(caption("a", 0, 20)));
        // counts, prompt, both ends
        assertThat(size(driver.<String, Object>getKeyValueStore("partial-aggregates")
                        .all()))
                .isEqualTo(4);
        assertThat(size(driver.<String, Object>getWindowStore("windowed-outcomes")
                        .all()))
                .isEqualTo(1);
        // the same in a pane of each length
        assertThat(size(driver.<String, Object>getKeyValueStore("started-partials")
                        .all()))
                .isEqualTo(12);
    }

    private static int size(KeyValueIterator<?, ?> entries) {
        try (entries) {
            int size = 0;
            for (; entries.hasNext(); entries.next()) {
                size++;
            }
            return size;
        }
    }

    @Test
    void everyModelHasItsOwnStatistics() {
        Caption other = caption("a", 0, 30);
        other.setModel("sha256:4567");
        send(caption("a", 0, 20));
        send(other);

        tick();

        Map<String, PromptStatistics> statistics = read(Topic.PROMPT_STATISTICS, PromptStatistics.class);
        assertThat(statistics
                        .get(MODEL + "|all|A detailed photo of")
                        .getClipScore()
                        .getMean())
                .isEqualTo(20.0);
        assertThat(statistics
                        .get("sha256:4567|all|A detailed photo of")
                        .getClipScore()
                        .getMean())
                .isEqualTo(30.0);
    }

    @Test
    void noNodeStoreOrInternalTopicChangesItsNameUnnoticed() {
        String description = StatisticsTopology.of(StatisticsSettings.DEFAULTS, serdes)
                .describe()
                .toString();

        assertThat(description.strip()).isEqualTo("""
                Topologies:
                   Sub-topology: 0
                    Source: captions (topics: [captions])
                      --> check-captions
                    Processor: check-captions (stores: [])
                      --> count-captions, count-in-windows, dead-letters
                      <-- captions
                    Source: caption-feedback (topics: [caption-feedback])
                      --> check-feedback
                    Processor: check-feedback (stores: [])
                      --> count-feedback, dead-letters
                      <-- caption-feedback
                    Processor: count-captions (stores: [partial-aggregates, settled-aggregates, queried-images, image-outcomes, before-commit])
                      --> partials
                      <-- check-captions
                    Processor: count-in-windows (stores: [windowed-outcomes, windows-before-commit, image-outcomes, before-commit, started-partials])
                      --> partials
                      <-- check-captions
                    Processor: count-feedback (stores: [rating-sums, caption-ratings])
                      --> partials-and-ratings
                      <-- check-feedback
                    Processor: partials (stores: [])
                      --> partials-and-ratings
                      <-- count-captions, count-in-windows
                    Processor: partials-and-ratings (stores: [])
                      --> partials-by-series-repartition-filter
                      <-- partials, count-feedback
                    Processor: partials-by-series-repartition-filter (stores: [])
                      --> partials-by-series-repartition-sink
                      <-- partials-and-ratings
                    Sink: dead-letters (topic: dead-letters)
                      <-- check-captions, check-feedback
                    Sink: partials-by-series-repartition-sink (topic: partials-by-series-repartition)
                      <-- partials-by-series-repartition-filter

                  Sub-topology: 1
                    Source: partials-by-series-repartition-source (topics: [partials-by-series-repartition])
                      --> merge-partials
                    Processor: merge-partials (stores: [received-partials, queried-records])
                      --> caption-extremes, prompt-compatibility, prompt-feedback, prompt-rankings, prompt-statistics
                      <-- partials-by-series-repartition-source
                    Sink: caption-extremes (topic: caption-extremes)
                      <-- merge-partials
                    Sink: prompt-compatibility (topic: prompt-compatibility)
                      <-- merge-partials
                    Sink: prompt-feedback (topic: prompt-feedback)
                      <-- merge-partials
                    Sink: prompt-rankings (topic: prompt-rankings)
                      <-- merge-partials
                    Sink: prompt-statistics (topic: prompt-statistics)
                      <-- merge-partials""".strip());
    }
}
