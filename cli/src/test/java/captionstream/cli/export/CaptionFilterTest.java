package captionstream.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.Caption;
import captionstream.FinishReason;
import captionstream.cli.SampleRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The sample: CLIP score 20.5, control score 12.5, 7 tokens, ended by a sentence, captioned at 00:00:01Z of 2026. */
class CaptionFilterTest {
    private final Caption caption = SampleRecords.caption("cat", 0, "A photo of", 20.5);

    @Test
    void without_flags_everything_passes() {
        assertThat(passes()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "--min-clip-score,20.5,20.500001",
        "--max-clip-score,20.5,20.499999",
        "--min-grounding,8,8.000001",
        "--min-tokens,7,8",
        "--max-tokens,7,6",
        "--finish-reason,sentence,length",
        "--finish-reason,'length,sentence','length,end_of_text'",
        "--prompt,A photo of,A photo",
        "--model-fingerprint,sha256:aa,sha256:a",
        "--since,2026-01-01T00:00:01Z,2026-01-01T00:00:01.001Z",
        "--until,2026-01-01T00:00:01.001Z,2026-01-01T00:00:01Z"
    })
    void each_flag_lets_through_what_it_names_and_nothing_beside_it(String flag, String fitting, String unfitting) {
        assertThat(passes(flag, fitting)).isTrue();
        assertThat(passes(flag, unfitting)).isFalse();
    }

    @Test
    void a_prompt_may_hold_a_comma_and_be_one_of_several() {
        caption.setPrompt("Well, this shows");

        assertThat(passes("--prompt", "A photo of", "--prompt", "Well, this shows"))
                .isTrue();
    }

    @Test
    void nobody_knows_the_grounding_of_a_caption_without_a_control_score() {
        caption.setGrounding(null);

        assertThat(passes("--min-grounding", "-100")).isFalse();
        assertThat(passes()).isTrue();
    }

    @Test
    void all_flags_must_be_fulfilled() {
        caption.setFinishReason(FinishReason.length);

        assertThat(passes("--min-clip-score", "20", "--finish-reason", "sentence"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--min-clip-score 30 --max-clip-score 20",
                "--min-tokens 9 --max-tokens 8",
                "--min-clip-score NaN",
                "--min-grounding NaN",
                "--since 2026-01-02T00:00:00Z --until 2026-01-01T00:00:00Z"
            })
    void limits_that_let_nothing_through_are_refused_by_name(String flags) {
        assertThatThrownBy(() -> passes(flags.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s)(min-clip-score|min-tokens|min-grounding|since) .*");
    }

    private boolean passes(String... flags) {
        FilterOptions options = new FilterOptions();
        new CommandLine(options).parseArgs(flags);
        return options.filter().passes(caption);
    }
}
