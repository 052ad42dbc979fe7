package captionstream.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.cli.console.CapturedTerminal;
import captionstream.cli.console.ExitCode;
import captionstream.worker.caption.ModelBundle;
import captionstream.worker.train.RandomBundle;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ShowModelCommandTest {
    private final CapturedTerminal terminal = new CapturedTerminal();

    @TempDir
    Path bundle;

    @BeforeEach
    void write() {
        RandomBundle.write(bundle, RandomBundle.TINY, 1);
    }

    @Test
    void every_part_has_a_line_with_its_size_and_shape() {
        int exitCode = new CommandLine(new ShowModelCommand(terminal.plain())).execute(bundle.toString());

        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(terminal.out().lines()).hasSize(6);
        assertThat(terminal.out())
                .contains("          800 parameters  24 to 1 x 32", "prefix length 1")
                .contains("2 layers of 32, 2 heads, context 64, vocabulary 400")
                .contains(ModelBundle.open(bundle).fingerprint());
    }

    @Test
    void json_has_the_same_in_one_line() {
        new CommandLine(new ShowModelCommand(terminal.plain())).execute(bundle.toString(), "--json");

        assertThat(terminal.out().lines())
                .singleElement()
                .asString()
                .startsWith("{\"fingerprint\":\"" + ModelBundle.open(bundle).fingerprint() + "\"")
                .contains("\"projection\":{\"parameters\":800}");
    }
}
