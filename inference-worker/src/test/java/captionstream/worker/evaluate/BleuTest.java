package captionstream.worker.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BleuTest {

    @Test
    void aWordCountsAtMostAsOftenAsInOneReference() {
        // The example of Papineni et al., section 2.1: "the" is twice in the first reference.
        Bleu bleu = Bleu.of(List.of(List.of("The cat is on the mat.", "There is a cat on the mat.")));

        BleuScores scores = bleu.score(List.of("the the the the the the the"));

        assertThat(scores.bleu1()).isCloseTo(2 / 7.0, within(1e-12)); // 7 words, as long as the second reference
        assertThat(scores.bleu2()).isZero();
    }

    @Test
    void higherOrdersAreGeometricMeansOfThePrecisions() {
        Bleu bleu = Bleu.of(List.of(List.of("a man rides a brown horse")));

        BleuScores scores = bleu.score(List.of("a man rides a black horse"));

        // Words 5/6; pairs: a man, man rides, rides a of 5; threes: a man rides, man rides a of 4; fours: 1 of 3.
        assertThat(scores.bleu1()).isCloseTo(5 / 6.0, within(1e-12));
        assertThat(scores.bleu2()).isCloseTo(Math.sqrt(5 / 6.0 * 3 / 5.0), within(1e-12));
        assertThat(scores.bleu3()).isCloseTo(Math.cbrt(5 / 6.0 * 3 / 5.0 * 2 / 4.0), within(1e-12));
        assertThat(scores.bleu4()).isCloseTo(Math.pow(5 / 6.0 * 3 / 5.0 * 2 / 4.0 * 1 / 3.0, 0.25), within(1e-12));
    }

    @Test
    void tooShortCaptionsPayForIt() {
        Bleu bleu = Bleu.of(List.of(List.of("the cat is on the mat")));

        BleuScores scores = bleu.score(List.of("the cat"));

        assertThat(scores.bleu1()).isCloseTo(Math.exp(1 - 6 / 2.0), within(1e-12)); // precision 1
        assertThat(scores.bleu2()).isCloseTo(Math.exp(1 - 6 / 2.0), within(1e-12));
        assertThat(scores.bleu3()).isZero();
    }

    @Test
    void ofTwoReferencesEquallyNearInLengthTheShorterIsTheMeasure() {
        Bleu bleu = Bleu.of(List.of(List.of("one two three four five six", "one two three four")));

        assertThat(bleu.score(List.of("one two three four five")).bleu1()).isEqualTo(1);
    }

    @Test
    void precisionsAndLengthsAreSummedOverTheCorpusBeforeTheyAreDivided() {
        Bleu bleu = Bleu.of(List.of(List.of("a red bus"), List.of("a dog in the snow")));

        BleuScores scores = bleu.score(List.of("a red bus", "a cat"));

        // 3 of 3 and 1 of 2 words: 4/5. Lengths 3 + 2 against 3 + 5.
        assertThat(scores.bleu1()).isCloseTo(4 / 5.0 * Math.exp(1 - 8 / 5.0), within(1e-12));
    }

    @Test
    void aCaptionWithoutWordsScoresNothing() {
        assertThat(Bleu.of(List.of(List.of("a dog"))).score(List.of("..."))).isEqualTo(new BleuScores(0, 0, 0, 0));
    }

    @Test
    void eachImageNeedsAReferenceAndACaption() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bleu.of(List.of()))
                .withMessage("there is no image to compare captions of");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bleu.of(List.of(List.of("a dog"), List.of())))
                .withMessage("image 2 has no reference caption");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bleu.of(List.of(List.of("a dog"))).score(List.of()))
                .withMessage("0 captions for 1 images: there must be one for each");
    }
}
