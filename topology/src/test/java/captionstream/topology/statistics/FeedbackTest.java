package captionstream.topology.statistics;

import static captionstream.topology.statistics.Captions.PROMPTS;
import static captionstream.topology.statistics.Captions.caption;
import static captionstream.topology.statistics.Ratings.rating;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.CaptionFeedback;
import captionstream.PromptFeedback;
import captionstream.RatedPrompt;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackTest {
    @Test
    void ratingsAreAveragedPerPromptBesideItsScores() {
        PromptFeedback feedback = new TwoLevels(2)
                .count(List.of(caption("a", 0, 20), caption("b", 0, 30), caption("a", 1, 22)))
                .rate(List.of(
                        rating("a", 0, "ada", 0.5, 1_000),
                        rating("a", 0, "bob", 0.25, 3_000),
                        rating("b", 0, "ada", 0, 2_000),
                        rating("a", 1, "ada", 1, 2_000)))
                .emit()
                .publishedFeedback();

        assertThat(feedback.getEntries())
                .containsExactly(
                        new RatedPrompt(PROMPTS.get(1), 1L, 1.0, 22.0, 11.0),
                        new RatedPrompt(PROMPTS.get(0), 3L, 0.25, 25.0, 12.5));
        assertThat(feedback.getPromptsCompared()).isEqualTo(2);
        assertThat(feedback.getClipScoreCorrelation()).isEqualTo(-1.0);
        assertThat(feedback.getAsOf()).isEqualTo(Instant.ofEpochMilli(3_000));
    }

    @Test
    void aLaterRatingReplacesTheSameRatersEarlierOneWhicheverArrivesFirst() {
        CaptionFeedback first = rating("a", 0, "ada", 0.1, 1_000);
        CaptionFeedback later = rating("a", 0, "ada", 0.7, 2_000);

        assertThat(means(List.of(first, later))).containsExactly(0.7);
        assertThat(means(List.of(later, first))).containsExactly(0.7);
    }

    @Test
    void aRatingOfAPromptWithoutCaptionsIsCountedButNotCompared() {
        TwoLevels levels = new TwoLevels(1).rate(List.of(rating("a", 0, "ada", 0.5, 1_000)));

        PromptFeedback feedback = levels.emit().publishedFeedback();

        assertThat(feedback.getEntries()).containsExactly(new RatedPrompt(PROMPTS.get(0), 1L, 0.5, null, null));
        assertThat(feedback.getPromptsCompared()).isZero();
        assertThat(feedback.getClipScoreCorrelation()).isNull();
        assertThat(levels.published()).hasSize(1);
    }

    @Test
    void withoutRatingsNothingIsPublishedAboutThem() {
        assertThat(new TwoLevels(1).count(List.of(caption("a", 0, 20))).emit().publishedFeedback())
                .isNull();
    }

    /**
     * Ratings 0.9, 0.5, 0.5, 0.2, 0.7 of prompts with mean scores 20, 18, 19, 18, 17 have the ranks 5, 2.5, 2.5, 1, 4
     * and 5, 2.5, 4, 2.5, 1; their products about the mean 3 add up to 2.75 and their squares to 9.5 each, so r is 11/38,
     * as scipy.stats.spearmanr 1.17.1 has it.
     */
    @Test
    void equalMeansShareTheirRanks() {
        double[] ratings = {0.9, 0.5, 0.5, 0.2, 0.7};
        double[] scores = {20, 18, 19, 18, 17};

        PromptFeedback feedback = new TwoLevels(1)
                .count(IntStream.range(0, 5)
                        .mapToObj(i -> caption("a", i, scores[i]))
                        .toList())
                .rate(IntStream.range(0, 5)
                        .mapToObj(i -> rating("a", i, "ada", ratings[i], 1_000))
                        .toList())
                .emit()
                .publishedFeedback();

        assertThat(feedback.getClipScoreCorrelation()).isCloseTo(0.2894736842105263, within(1e-15));
        assertThat(feedback.getEntropyWeightedScoreCorrelation()).isEqualTo(feedback.getClipScoreCorrelation());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void orderAndPartitionsDoNotShow(int partitions) {
        List<captionstream.Caption> captions = Captions.random(1, 60);
        List<CaptionFeedback> feedback = Ratings.random(1, 60);
        var expected = new TwoLevels(1).count(captions).rate(feedback).emit().published();

        Collections.shuffle(feedback, new Random(partitions));
        var ratedFirst = new TwoLevels(partitions)
                .rate(feedback)
                .emit()
                .count(captions)
                .emit()
                .published();

        assertThat(ratedFirst).isEqualTo(expected);
    }

    private static List<Double> means(List<CaptionFeedback> feedback) {
        return new TwoLevels(1)
                .rate(feedback).emit().publishedFeedback().getEntries().stream()
                        .map(RatedPrompt::getMeanRating)
                        .toList();
    }
}
