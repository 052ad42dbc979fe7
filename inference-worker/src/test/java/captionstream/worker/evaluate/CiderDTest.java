package captionstream.worker.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CiderDTest {

    @Test
    void wordsThatAreSaidOfEveryImageWeighNothing() {
        CiderD cider = CiderD.of(List.of(List.of("a red bus"), List.of("a dog")));

        CiderD.Scores scores = cider.score(List.of("a red bus", "a cat"));

        // The same words: cosine 1 for 1, 2 and 3 words; there are no fours. 10 · 3/4. "a" alone is worth ln(2/2) = 0.
        assertThat(scores.each().get(0)).isCloseTo(7.5, within(1e-12));
        assertThat(scores.each().get(1)).isZero();
        assertThat(scores.mean()).isCloseTo(3.75, within(1e-12));
    }

    @Test
    void repeatingAWordIsClipped() {
        CiderD cider = CiderD.of(List.of(List.of("red bus"), List.of("dog")));

        double score = cider.score(List.of("bus bus", "dog")).each().get(0);

        // With L = ln 2: (0, 2L) against (L, L) is min(2L, L) · L / (2L · √2 L) = 1 / (2√2); no pair in common.
        assertThat(score).isCloseTo(10 / 4.0 / (2 * Math.sqrt(2)), within(1e-12));
    }

    @Test
    void anotherLengthThanTheReferencesCosts() {
        CiderD cider = CiderD.of(List.of(List.of("red bus"), List.of("dog")));

        double score = cider.score(List.of("red bus red bus", "dog")).each().get(0);

        // Words: (2L, 2L) against (L, L), clipped: 2L² / (2√2 L · √2 L) = 1/2.
        // Pairs: "red bus" twice, "bus red" once, which no reference has: L² / (√5 L · L) = 1/√5.
        // Two words too many: exp(−2² / (2 · 6²)).
        assertThat(score).isCloseTo(10 / 4.0 * (1 / 2.0 + 1 / Math.sqrt(5)) * Math.exp(-4 / 72.0), within(1e-12));
    }

    @Test
    void severalReferencesCountByTheirMean() {
        CiderD cider = CiderD.of(List.of(List.of("red bus", "green tree"), List.of("dog")));

        // 1, 1, 0, 0 for words, pairs, threes, fours against the first and nothing against the second.
        assertThat(cider.score(List.of("red bus", "dog")).each().get(0)).isCloseTo(10 / 4.0 * 2 / 2, within(1e-12));
    }

    @Test
    void captionsOfSeveralPromptsMayBeScoredAsOneCorpus() {
        List<String> bus = List.of("a red bus", "the big bus");
        List<String> dog = List.of("a dog in a park");

        CiderD once = CiderD.of(List.of(bus, dog));
        CiderD twice = CiderD.of(List.of(bus, dog, bus, dog));

        assertThat(twice.score(List.of("a bus", "a dog", "red bus", "dog park")).mean())
                .isCloseTo(
                        (once.score(List.of("a bus", "a dog")).mean()
                                        + once.score(List.of("red bus", "dog park"))
                                                .mean())
                                / 2,
                        within(1e-12));
    }

    @Test
    void aSingleImageHasNoCorpusToWeighWordsBy() {
        assertThat(CiderD.of(List.of(List.of("a dog"))).score(List.of("a dog")).mean())
                .isZero();
    }

    @Test
    void aCaptionWithoutWordsScoresNothing() {
        assertThat(CiderD.of(List.of(List.of("a dog"), List.of("a cat")))
                        .score(List.of("", "!"))
                        .each())
                .containsExactly(0.0, 0.0);
    }
}
