package captionstream.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Moments;
import captionstream.PromptRanking;
import captionstream.RankedPrompt;
import captionstream.cli.console.CapturedTerminal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveRankingsTest {
    private final CapturedTerminal terminal = new CapturedTerminal();
    private final LiveRankings live = new LiveRankings(terminal.interactive(), () -> 24);

    @Test
    void a_newer_ranking_is_drawn_over_the_older_one() {
        settle(ranking("confidence", "A photo of", null, 1));
        settle(ranking("confidence", "This shows", null, 2));

        assertThat(screen(24)).contains("This shows").doesNotContain("A photo of");
    }

    @Test
    void each_weighting_has_its_table() {
        live.show(ranking("raw", "Raw prompt", null, 1));
        settle(ranking("confidence", "Weighted prompt", null, 1));

        assertThat(screen(24).lines().filter(line -> line.contains(" prompt ") && line.contains("   1  ")))
                .satisfiesExactly(first -> assertThat(first).contains("Weighted prompt"), second -> assertThat(second)
                        .contains("Raw prompt"));
    }

    @Test
    void an_older_window_or_an_older_model_does_not_take_the_place_of_the_newest() {
        live.show(ranking("raw", "Newest", Instant.ofEpochSecond(60), 1));
        live.show(ranking("raw", "Earlier window", Instant.ofEpochSecond(50), 9));
        settle(ranking("raw", "Earlier model", Instant.ofEpochSecond(60), 0));

        assertThat(screen(24)).contains("Newest").doesNotContain("Earlier");
    }

    @Test
    void tables_are_cut_to_the_rows_of_the_terminal_so_that_they_can_be_drawn_over() {
        LiveRankings low = new LiveRankings(terminal.interactive(), () -> 5);
        for (int time = 0; time < 3; time++) {
            low.show(ranking("confidence", "A photo of", null, time));
            low.show(ranking("raw", "A photo of", null, time));
            low.settle();
        }

        assertThat(terminal.out()).contains("\u001b[4A").doesNotContain("\u001b[5A", "\u001b[6A");
        assertThat(screen(5).lines().filter(line -> line.startsWith("Prompts by")))
                .hasSize(1);
    }

    @Test
    void nothing_is_drawn_while_nothing_changes() {
        settle(ranking("raw", "A photo of", null, 1));
        String before = terminal.out();

        live.settle();

        assertThat(terminal.out()).isEqualTo(before);
    }

    @Test
    void a_prompt_cannot_move_the_cursor() {
        settle(ranking("raw", "\u001b[2J\u001b]0;owned\u0007\nA photo", null, 1));

        assertThat(screen(24)).contains("\\x1b[2J\\x1b]0;owned\\x07\\x0aA photo");
        assertThat(terminal.out()).doesNotContain("\u001b[2J", "\u001b]", "\u0007");
    }

    @Test
    void after_a_note_the_tables_go_on_below_it() {
        settle(ranking("raw", "A photo of", null, 1));
        int before = terminal.out().length();

        live.note("unreadable record");
        live.settle();

        assertThat(terminal.err()).isEqualTo("unreadable record\n");
        assertThat(terminal.out().substring(before)).contains("A photo of").doesNotContainPattern("\u001b\\[\\d+A");
    }

    private void settle(PromptRanking ranking) {
        live.show(ranking);
        live.settle();
    }

    private String screen(int rows) {
        return new Screen(rows).write(terminal.out()).text();
    }

    private static PromptRanking ranking(String weighting, String prompt, @Nullable Instant windowStart, long asOf) {
        RankedPrompt entry = RankedPrompt.newBuilder()
                .setRank(1)
                .setPrompt(prompt)
                .setScore(new Moments(3L, 18.355, 1.0, 17.0, 19.0, 18.0, 18.5))
                .setNormalized(1.0)
                .setMeanClipScore(20.5)
                .setWins(2)
                .build();
        return PromptRanking.newBuilder()
                .setModel("sha256:aa")
                .setWeighting(weighting)
                .setWindow(windowStart == null ? null : "1m")
                .setWindowStart(windowStart)
                .setEntries(List.of(entry))
                .setImages(3)
                .setCompleteImages(2)
                .setAsOf(Instant.ofEpochSecond(asOf))
                .build();
    }
}
