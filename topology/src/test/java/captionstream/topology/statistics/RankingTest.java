package captionstream.topology.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.CompatibilityCell;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.RankedPrompt;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
    @Test
    void normalizesThePublishedScoresToFigureSix() {
        List<Double> normalized = Ranking.normalized(
                List.of(46.335884660799465, 46.3131478216028, 46.24355828026567, 44.85071058593306, 44.22728738136389));

        assertThat(normalized.get(0)).isEqualTo(1.0);
        assertThat(normalized.get(1)).isCloseTo(0.98922, within(5e-6));
        assertThat(normalized.get(2)).isCloseTo(0.95621, within(5e-6));
        assertThat(normalized.get(3)).isCloseTo(0.29566, within(5e-6));
        assertThat(normalized.get(4)).isEqualTo(0.0);
    }

    @Test
    void normalizesEqualScoresToOne() {
        assertThat(Ranking.normalized(List.of(18.0, 18.0))).containsExactly(1.0, 1.0);
        assertThat(Ranking.normalized(List.of())).isEmpty();
    }

    @Test
    void ordersByWeightingAndEqualMeansByPosition() {
        // given the third prompt best by raw score, the first and second equal
        TwoLevels counted = new TwoLevels(1)
                .count(List.of(
                        Captions.caption("a", 1, 10),
                        Captions.caption("a", 0, 10),
                        Captions.caption("b", 2, 30),
                        Captions.caption("c", 2, 20)))
                .emit();

        PromptRanking ranking = counted.published(PromptRanking.class, "prompt-rankings raw");

        assertThat(ranking.getEntries())
                .extracting(RankedPrompt::getPrompt)
                .containsExactly("A realistic image of", "A detailed photo of", "This image shows");
        assertThat(ranking.getEntries()).extracting(RankedPrompt::getNormalized).containsExactly(1.0, 0.0, 0.0);
        assertThat(ranking.getEntries().get(0).getMeanClipScore()).isEqualTo(25.0);
        assertThat(ranking.getImages()).isEqualTo(3);
        assertThat(ranking.getCompleteImages()).isZero();
    }

    @Test
    void centresThePublishedMeansToFigureFive() {
        List<Double> means = List.of(17.762502, 17.784936, 18.204578, 18.104050, 18.355956);
        List<captionstream.topology.statistics.CompatibilityCell> cells = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            BigInteger sum = BigInteger.valueOf(1064 * Math.round(means.get(i) * 1e6));
            cells.add(new captionstream.topology.statistics.CompatibilityCell(
                    "An image of", Captions.PROMPTS.get(i), new Sum(1064, sum)));
        }

        PromptCompatibility row = Compatibility.row(Captions.MODEL, Window.ALL_TIME, "An image of", cells, 18, 0);

        assertThat(row.getCells())
                .extracting(CompatibilityCell::getCentred)
                .extracting(centred -> Math.round(centred * 100) / 100.0)
                .containsExactly(-0.24, -0.22, 0.20, 0.10, 0.36);
    }
}
