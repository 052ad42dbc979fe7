package captionstream.topology.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.CaptionExtremes;
import captionstream.ExtremeCaption;
import captionstream.PairwiseDifference;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import captionstream.Quantile;
import captionstream.RankedPrompt;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same captions, counted here over five partitions and counted by pandas. */
class ReferenceTest {
    private static JsonNode expected;
    private static TwoLevels counted;

    @BeforeAll
    static void count() throws IOException {
        expected = Reference.read();
        counted = new TwoLevels(5).count(Reference.captions()).emit();
    }

    @Test
    void promptStatisticsAgreeWithPandas() {
        for (String prompt : Captions.PROMPTS) {
            JsonNode reference = expected.get("prompts").get(prompt);
            PromptStatistics ours = counted.published(PromptStatistics.class, "prompt-statistics " + prompt);

            assertThat(ours.getWins()).isEqualTo(reference.get("wins").asLong());
            assertMoments(ours.getClipScore(), reference.get("clip_score"));
            assertMoments(ours.getControlScore(), reference.get("control_score"));
            assertMoments(ours.getTokenCount(), reference.get("token_count"));
            assertMoments(ours.getConfidence(), reference.get("confidence"));
            assertMoments(ours.getEntropyWeightedScore(), reference.get("entropy_weighted_score"));
            assertMoments(ours.getSaliencyWeightedScore(), reference.get("saliency_weighted_score"));
            assertMoments(ours.getEfficiency(), reference.get("efficiency"));
            assertThat(ours.getTokenClipCorrelation())
                    .isCloseTo(reference.get("correlation").asDouble(), within(1e-12));
        }
    }

    @Test
    void quantilesAreWithinHalfABinOfTheOrderStatistics() {
        for (String prompt : Captions.PROMPTS) {
            JsonNode reference = expected.get("prompts").get(prompt).get("quantiles");
            List<Quantile> ours = counted.published(PromptStatistics.class, "prompt-statistics " + prompt)
                    .getQuantiles();

            assertThat(ours).hasSize(5);
            for (Quantile quantile : ours) {
                double exact = reference
                        .get(Double.toString(quantile.getProbability()))
                        .asDouble();
                assertThat(quantile.getValue()).isCloseTo(exact, within(0.025));
            }
        }
    }

    @Test
    void pairedDifferencesAgreeWithPandas() {
        for (String prompt : Captions.PROMPTS) {
            JsonNode reference = expected.get("prompts").get(prompt).get("against");
            List<PairwiseDifference> ours = counted.published(PromptStatistics.class, "prompt-statistics " + prompt)
                    .getAgainst();

            assertThat(ours).hasSize(4);
            ours.forEach(pair -> assertMoments(pair.getDifference(), reference.get(pair.getPrompt())));
        }
    }

    @Test
    void rankingsAgreeWithPandas() {
        expected.get("rankings").properties().forEach(weighting -> {
            PromptRanking ours = counted.published(PromptRanking.class, "prompt-rankings " + weighting.getKey());

            assertThat(ours.getImages()).isEqualTo(expected.get("images").asLong());
            assertThat(ours.getCompleteImages())
                    .isEqualTo(expected.get("complete").asLong());
            for (int i = 0; i < 5; i++) {
                RankedPrompt entry = ours.getEntries().get(i);
                JsonNode reference = weighting.getValue().get(i);
                assertThat(entry.getRank()).isEqualTo(i + 1);
                assertThat(entry.getPrompt()).isEqualTo(reference.get("prompt").asText());
                assertClose(entry.getScore().getMean(), reference.get("mean"));
                assertThat(entry.getNormalized())
                        .isCloseTo(reference.get("normalized").asDouble(), within(1e-9));
            }
        });
    }

    @Test
    void compatibilityAgreesWithPandas() {
        for (String row : Captions.PROMPTS) {
            JsonNode reference = expected.get("compatibility").get(row);
            PromptCompatibility ours = counted.published(PromptCompatibility.class, "prompt-compatibility " + row);

            assertThat(ours.getCells()).hasSize(reference.size());
            ours.getCells().forEach(cell -> {
                JsonNode cellReference = reference.get(cell.getPrompt());
                assertThat(cell.getCount()).isEqualTo(cellReference.get("count").asLong());
                assertClose(cell.getMean(), cellReference.get("mean"));
                assertThat(cell.getCentred())
                        .isCloseTo(cellReference.get("centred").asDouble(), within(1e-9));
            });
        }
    }

    @Test
    void extremesAgreeWithPandas() {
        for (String end : List.of("best", "worst")) {
            JsonNode reference = expected.get("extremes").get(end);
            List<ExtremeCaption> ours = counted.published(CaptionExtremes.class, "caption-extremes " + end)
                    .getEntries();

            assertThat(ours).hasSize(50);
            for (int i = 0; i < 50; i++) {
                assertThat(ours.get(i).getRank()).isEqualTo(i + 1);
                assertThat(ours.get(i).getImageId())
                        .isEqualTo(reference.get(i).get("image").asText());
                assertThat(ours.get(i).getPrompt())
                        .isEqualTo(reference.get(i).get("prompt").asText());
                assertClose(ours.get(i).getClipScore(), reference.get(i).get("clip"));
                assertClose(ours.get(i).getCumulativeMean(), reference.get(i).get("cumulative_mean"));
            }
        }
    }

    private static void assertMoments(captionstream.Moments ours, JsonNode reference) {
        assertThat(ours.getCount()).isEqualTo(reference.get("count").asLong());
        assertClose(ours.getMean(), reference.get("mean"));
        assertClose(ours.getStdDev(), reference.get("std_dev"));
        assertClose(ours.getMin(), reference.get("min"));
        assertClose(ours.getMax(), reference.get("max"));
        assertClose(ours.getCi95Low(), reference.get("ci95_low"));
        assertClose(ours.getCi95High(), reference.get("ci95_high"));
    }

    private static void assertClose(Double ours, JsonNode reference) {
        assertThat(ours).isCloseTo(reference.asDouble(), within(2e-9));
    }
}
