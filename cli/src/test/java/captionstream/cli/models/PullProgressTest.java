package captionstream.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.cli.console.CapturedTerminal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PullProgressTest {
    private final CapturedTerminal terminal = new CapturedTerminal();
    private final AtomicLong clock = new AtomicLong();
    private final PullProgress progress = new PullProgress(terminal.plain(), clock::get);

    @Test
    void a_file_ends_with_what_came_of_it_and_how_fast() {
        progress.onBytes("clip/model.safetensors", 0, 600_000_000);
        clock.addAndGet(Duration.ofSeconds(20).toNanos());
        progress.onBytes("clip/model.safetensors", 200_000_000, 600_000_000);
        progress.onFile("clip/model.safetensors", true);

        assertThat(terminal.err().lines())
                .containsExactly("clip/model.safetensors 200 of 600 MB, 10.0 MB/s, 0:40 left");
    }

    @Test
    void what_an_earlier_run_had_fetched_does_not_count_as_speed() {
        progress.onChecking("clip/model.safetensors", 400_000_000, 600_000_000);
        clock.addAndGet(Duration.ofSeconds(10).toNanos());
        progress.onBytes("clip/model.safetensors", 500_000_000, 600_000_000);
        progress.onFile("clip/model.safetensors", true);

        assertThat(terminal.err().lines())
                .containsExactly("clip/model.safetensors 500 of 600 MB, 10.0 MB/s, 0:10 left");
    }

    @Test
    void small_files_are_counted_in_small_units() {
        progress.onBytes("clip/config.json", 4186, 4186);
        progress.onFile("clip/config.json", true);
        progress.onBytes("clip/tokenizer.json", 2_224_041, 2_224_041);
        progress.onFile("clip/tokenizer.json", true);

        assertThat(terminal.err().lines())
                .containsExactly("clip/config.json 4186 of 4186 bytes", "clip/tokenizer.json 2224 of 2224 kB");
    }

    @Test
    void waits_and_files_that_were_there_are_told() {
        progress.onWait("localhost answered 503", Duration.ofSeconds(4));
        progress.onFile("clip/config.json", false);

        assertThat(terminal.err().lines())
                .containsExactly("localhost answered 503; trying again in 4 s", "clip/config.json is there already");
    }
}
