package captionstream.topology.failure;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {
    private final HandClock clock = new HandClock();
    private final ThreadReplacement replacement = new ThreadReplacement("captionstream-intake", clock);

    @Test
    void aThreadThatDiesNowAndThenIsReplaced() {
        for (int i = 0; i < 50; i++) {
            clock.now = clock.now.plus(Duration.ofMinutes(2));
            assertThat(replacement.handle(new IllegalStateException("now and then")))
                    .isEqualTo(REPLACE_THREAD);
        }
    }

    @Test
    void threadsThatKeepDyingEndTheApplication() {
        for (int i = 0; i < 10; i++) {
            assertThat(replacement.handle(new IllegalStateException("again"))).isEqualTo(REPLACE_THREAD);
        }

        assertThat(replacement.handle(new IllegalStateException("again"))).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void anErrorOfTheJvmEndsTheApplication() {
        assertThat(replacement.handle(new OutOfMemoryError("heap"))).isEqualTo(SHUTDOWN_CLIENT);
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
