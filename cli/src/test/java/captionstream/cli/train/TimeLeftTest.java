package captionstream.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong(7 * SECOND);

    @Test
    void is_what_the_rest_takes_at_the_speed_so_far() {
        TimeLeft left = new TimeLeft(100, clock::get);
        clock.addAndGet(10 * SECOND);

        assertThat(left.after(105, 110)).isEqualTo(", 10 s left");
        assertThat(left.after(101, 111)).isEqualTo(", 100 s left");
        assertThat(left.after(101, 131)).isEqualTo(", 5 min left");
        assertThat(left.after(101, 1000)).isEqualTo(", 2 h left");
    }

    @Test
    void is_not_known_before_anything_is_done() {
        assertThat(new TimeLeft(100, clock::get).after(100, 110)).isEmpty();
    }
}
