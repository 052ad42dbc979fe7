package captionstream.cli.guide;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.cli.CommandLines;
import captionstream.schemas.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ConsumingGuideTest {
    @Test
    void every_java_snippet_compiles(@TempDir Path folder) throws IOException {
        List<String> snippets = ConsumingGuide.snippets("java");

        assertThat(snippets).hasSize(3);
        for (String snippet : snippets) {
            ConsumingGuide.compile(snippet, folder);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "java,1,caption\\.get\\(\"(\\w+)\"\\),2",
        "python,0,caption\\[\"(\\w+)\"\\],2",
        "python,1,caption\\[\"(\\w+)\"\\],2",
        "js,0,caption\\.(\\w+)\\b,2",
        "sh,0,\\(\\.(\\w+)\\),2",
        "sh,1,\\(\\.(\\w+)\\),2"
    })
    void snippets_name_fields_that_captions_have(String language, int number, String field, int fields) {
        String snippet = ConsumingGuide.snippets(language).get(number);

        assertThat(ConsumingGuide.matches(field, snippet))
                .hasSize(fields)
                .isSubsetOf(Caption.getClassSchema().getFields().stream()
                        .map(Schema.Field::name)
                        .toList());
    }

    @Test
    void programs_read_committed_captions_of_the_demo() {
        List<String> programs = Stream.of("java", "python", "js", "sh")
                .flatMap(language -> ConsumingGuide.snippets(language).stream())
                .filter(snippet -> snippet.contains("19092"))
                .toList();

        assertThat(programs).hasSize(6).allSatisfy(program -> assertThat(program)
                .containsPattern("isolation.level\", \"read_committed|isolation.level\": \"read_committed"
                        + "|isolation.level=read_committed|readUncommitted: false")
                .containsPattern("[\" ]" + Topic.CAPTIONS.topicName() + "[\" ]")
                .contains("localhost:19092", "http://localhost:18081"));
    }

    @Test
    void the_command_line_has_every_flag_that_is_shown() {
        List<String> lines = ConsumingGuide.snippets("sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("captionstream "))
                .map(line -> line.replaceFirst(" \\|.*", ""))
                .toList();

        assertThat(lines).hasSize(4).allSatisfy(line -> {
            String[] words = line.split(" ");
            CommandLine command = CommandLines.of(words[1]);
            assertThat(Stream.of(words).filter(word -> word.startsWith("--")))
                    .isNotEmpty()
                    .allSatisfy(flag -> assertThat(command.getCommandSpec().findOption(flag))
                            .as(flag)
                            .isNotNull());
        });
    }
}
