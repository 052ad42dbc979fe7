package captionstream.cli.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.cli.console.CommandFailure;
import captionstream.worker.caption.DecodingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class DecodingFlagsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        | greedy,max_new_tokens=30",
                "--max-new-tokens=9        | greedy,max_new_tokens=9",
                "--repetition-penalty=1.3  | greedy,repetition_penalty=1.3,max_new_tokens=30",
                "--temperature=0.8         | sampling,temperature=0.8,top_k=0,top_p=1.0,seed=0,max_new_tokens=30",
                "--top-k=50                | sampling,temperature=1.0,top_k=50,top_p=1.0,seed=0,max_new_tokens=30",
                "--top-p=0.9 --seed=-7     | sampling,temperature=1.0,top_k=0,top_p=0.9,seed=-7,max_new_tokens=30"
            })
    void naming_a_setting_of_sampling_is_what_turns_it_on(String line, String decoding) {
        assertThat(decoding(line).describe()).isEqualTo(decoding);
    }

    @Test
    void a_seed_without_sampling_is_a_mistake() {
        assertThatThrownBy(() -> decoding("--seed=7"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("--seed has no say in greedy decoding");
    }

    private static DecodingOptions decoding(String line) {
        Flags flags = new Flags();
        new CommandLine(flags).parseArgs(line.isEmpty() ? new String[0] : line.split(" "));
        return flags.decoding.decoding();
    }

    @Command
    private static final class Flags {
        @Mixin
        private final DecodingFlags decoding = new DecodingFlags();
    }
}
