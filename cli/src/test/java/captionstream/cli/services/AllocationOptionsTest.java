package captionstream.cli.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.topology.allocation.Allocation;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class AllocationOptionsTest {
    @Test
    void every_image_gets_every_prompt_unless_told_otherwise() {
        assertThat(allocation()).isEqualTo(Allocation.UNIFORM);
        assertThat(allocation("--allocation=uniform")).isEqualTo(Allocation.UNIFORM);
    }

    @Test
    void a_tenth_of_the_images_explores_unless_told_otherwise() {
        assertThat(allocation("--allocation=successive-elimination"))
                .isEqualTo(new Allocation.SuccessiveElimination(0.1));
        assertThat(allocation("--allocation=successive-elimination", "--allocation-explore=0.25"))
                .isEqualTo(new Allocation.SuccessiveElimination(0.25));
    }

    @Test
    void exploring_nothing_is_a_mistake() {
        assertThatThrownBy(() -> allocation("--allocation=successive-elimination", "--allocation-explore=0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("allocation-explore is 0.0: it must be between 0.01 and 1");
    }

    private static Allocation allocation(String... line) {
        Flags flags = new Flags();
        new CommandLine(flags).parseArgs(line);
        return flags.allocation.allocation();
    }

    @Command
    private static final class Flags {
        @Mixin
        private final AllocationOptions allocation = new AllocationOptions();
    }
}
