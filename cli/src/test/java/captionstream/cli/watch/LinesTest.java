package captionstream.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.Moments;
import captionstream.PromptFeedback;
import captionstream.PromptRanking;
import captionstream.RankedPrompt;
import captionstream.RatedPrompt;
import captionstream.cli.SampleRecords;
import captionstream.cli.console.CapturedTerminal;
import captionstream.cli.console.Terminal;
import captionstream.schemas.Topic;
import captionstream.topology.statistics.WindowLength;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    private final Terminal plain = new CapturedTerminal().plain();

    @Test
    void a_caption_shows_its_score_its_image_and_its_text() {
        assertThat(CaptionLine.of(SampleRecords.caption("cat", 0, "A photo of", 20.504), plain))
                .isEqualTo(" 20.50  cat                       A photo of a cat.");
    }

    @Test
    void a_caption_of_an_image_with_references_shows_their_score_too() {
        Caption caption = SampleRecords.caption("cat", 0, "A photo of", 20.504);
        caption.setRefClipScore(71.236);

        assertThat(CaptionLine.withoutImage(caption, plain)).isEqualTo(" 20.50  ref  71.24  A photo of a cat.");
    }

    @Test
    void a_long_id_is_cut() {
        assertThat(CaptionLine.of(SampleRecords.caption("x".repeat(30), 0, "A photo of", 5), plain))
                .isEqualTo("  5.00  " + "x".repeat(23) + "…  A photo of a cat.");
    }

    @Test
    void a_hostile_caption_cannot_drive_the_terminal() {
        Caption caption = SampleRecords.caption("\u001b]0;owned\u0007", 0, "A photo of", 20);
        caption.setCaption("A photo of\u001b[1A\r\n 99.99  cat");

        String line = CaptionLine.of(caption, plain);

        assertThat(line.codePoints()).allMatch(character -> !Character.isISOControl(character));
    }

    @Test
    void a_dead_letter_shows_its_reason_what_it_was_about_and_where_it_was_given_up() {
        assertThat(DeadLetterLine.of(SampleRecords.deadLetter(Topic.CAPTION_REQUESTS, 2, 7, "cat"), plain))
                .isEqualTo("image_not_found  cat  There is nothing at the URI  [fetch, caption-requests-2@7]");
        DeadLetter nameless = SampleRecords.deadLetter(Topic.IMAGE_EVENTS, 2, 7, null);
        assertThat(DeadLetterLine.of(nameless, plain)).startsWith("image_not_found  image-events-2@7  ");
    }

    @Test
    void a_dead_letter_of_a_replay_shows_the_attempt() {
        DeadLetter letter = SampleRecords.deadLetter(Topic.CAPTION_REQUESTS, 2, 7, "cat");
        letter.setAttempts(3);

        assertThat(DeadLetterLine.of(letter, plain)).endsWith("[fetch, caption-requests-2@7, attempt 3]");
    }

    @Test
    void a_ranking_is_a_table() {
        PromptRanking ranking = PromptRanking.newBuilder()
                .setModel("sha256:0123456789abcdef0123")
                .setWeighting("confidence")
                .setEntries(List.of(
                        entry(1, "A photo of", new Moments(3L, 18.355, 1.0, 17.0, 19.0, 18.0, 18.5), 1, 12.25, 2),
                        entry(2, "This shows", new Moments(1L, 17.0, null, 17.0, 17.0, null, null), 0, null, 1)))
                .setImages(3)
                .setCompleteImages(2)
                .setAsOf(Instant.EPOCH)
                .build();

        assertThat(RankingTable.of(ranking, plain))
                .containsExactly(
                        "Prompts by mean entropy-weighted score: 3 images, 2 complete, model sha256:0123456789a…",
                        "rank  prompt       score   95% ±   normalized    CLIP   control   wins",
                        "   1  A photo of   18.36    0.25       1.0000   20.50     12.25      2",
                        "   2  This shows   17.00       –       0.0000   20.50         –      1");
    }

    @Test
    void ratings_are_a_table_with_their_correlations() {
        PromptFeedback feedback = new PromptFeedback(
                "sha256:0123456789abcdef0123",
                List.of(
                        new RatedPrompt("A photo of", 3L, 0.75, 20.5, 18.25),
                        new RatedPrompt("Unseen\u001b", 1L, 0.5, null, null)),
                1,
                null,
                -0.25,
                Instant.EPOCH);

        assertThat(FeedbackTable.of(feedback, plain))
                .containsExactly(
                        "Prompts by mean rating, model sha256:0123456789a…",
                        "prompt                                    ratings    mean    CLIP  weighted",
                        "A photo of                                      3    0.75   20.50     18.25",
                        "Unseen\\x1b                                      1    0.50       –         –",
                        "rank correlation over 1 prompts: CLIP –, entropy-weighted -0.25");
    }

    @Test
    void rankings_of_other_windows_are_left_out() {
        PromptRanking.Builder ranking = PromptRanking.newBuilder()
                .setModel("m")
                .setWeighting("raw")
                .setEntries(List.of())
                .setImages(0)
                .setCompleteImages(0)
                .setAsOf(Instant.EPOCH);
        PromptRanking allTime = ranking.build();
        PromptRanking minute = ranking.setWindow("1m")
                .setWindowStart(Instant.EPOCH)
                .setWindowEnd(Instant.EPOCH.plusSeconds(60))
                .build();
        RankingWindow minutes = new RankingWindow(new WindowCode().convert("1m"));

        assertThat(new RankingWindow(WindowLength.ALL_TIME).shows(allTime)).isTrue();
        assertThat(new RankingWindow(WindowLength.ALL_TIME).shows(minute)).isFalse();
        assertThat(minutes.shows(minute)).isTrue();
        assertThat(minutes.shows(allTime)).isFalse();
        assertThat(minutes.shows(SampleRecords.caption("cat", 0, "A photo of", 5)))
                .isTrue();
        assertThat(RankingTable.of(minute, plain).get(0)).contains(", 1m from 1970-01-01T00:00:00Z on: 0 images");
    }

    private static RankedPrompt entry(
            int rank, String prompt, Moments score, double normalized, Double control, long wins) {
        return RankedPrompt.newBuilder()
                .setRank(rank)
                .setPrompt(prompt)
                .setScore(score)
                .setNormalized(normalized)
                .setMeanClipScore(20.5)
                .setMeanControlScore(control)
                .setWins(wins)
                .build();
    }
}
