package captionstream.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StillnessTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Stillness stillness = new Stillness(Duration.ofSeconds(10), nanos::get);

    @Test
    void what_stands_still_for_as_long_as_the_limit_does_so_for_too_long() {
        stillness.isTooLong(5);
        pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(stillness.isTooLong(5)).isFalse();

        pass(Duration.ofNanos(1));

        assertThat(stillness.isTooLong(5)).isTrue();
    }

    @Test
    void whatever_moves_begins_the_time_anew() {
        stillness.isTooLong(5);
        pass(Duration.ofSeconds(9));
        stillness.isTooLong(6);
        pass(Duration.ofSeconds(9));

        assertThat(stillness.isTooLong(6)).isFalse();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
