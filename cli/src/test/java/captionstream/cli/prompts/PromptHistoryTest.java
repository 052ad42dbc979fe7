package captionstream.cli.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.PromptSet;
import captionstream.topology.intake.PromptSets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptHistoryTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    @Test
    void the_papers_prompts_are_in_use_until_others_are() {
        PromptHistory history = PromptHistory.of(Map.of());

        assertThat(history.inUse()).isEqualTo(PromptSets.PAPER);
        assertThat(history.versions()).containsExactly(PromptSets.PAPER);
    }

    @Test
    void a_change_is_the_next_version_of_its_name() {
        PromptHistory history = PromptHistory.of(
                Map.of("pets v1", set("pets", 1), "pets v3", set("pets", 3), "current", set("pets", 1)));

        assertThat(history.next("pets", List.of("A cat"), NOW))
                .isEqualTo(new PromptSet("pets", 4, List.of("A cat"), NOW));
        assertThat(history.next("cars", List.of("A car"), NOW).getVersion()).isEqualTo(1);
        assertThat(history.next("paper", List.of("A car"), NOW).getVersion()).isEqualTo(2);
    }

    @Test
    void a_name_finds_its_newest_version_and_a_label_its_own() {
        PromptHistory history = PromptHistory.of(Map.of("pets v9", set("pets", 9), "pets v10", set("pets", 10)));

        assertThat(history.find("pets")).contains(set("pets", 10));
        assertThat(history.find("pets v9")).contains(set("pets", 9));
        assertThat(history.find("pets v11")).isEmpty();
    }

    @Test
    void a_set_that_only_stands_as_current_counts_as_a_version() {
        PromptHistory history = PromptHistory.of(Map.of("current", set("pets", 2)));

        assertThat(history.versions()).containsExactly(PromptSets.PAPER, set("pets", 2));
        assertThat(history.next("pets", List.of("A"), NOW).getVersion()).isEqualTo(3);
    }

    private static PromptSet set(String name, int version) {
        return new PromptSet(name, version, List.of("Version " + version), NOW);
    }
}
