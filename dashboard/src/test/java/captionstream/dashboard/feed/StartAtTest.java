package captionstream.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartAtTest {
    private static final StartAt TAIL = new StartAt(Duration.ofHours(1), 10, 100);

    @Test
    void youngRecordsAreRead() {
        assertThat(TAIL.offset(0, 1_000, 950)).isEqualTo(950);
    }

    @Test
    void someRecordsAreReadHoweverOldTheyAre() {
        assertThat(TAIL.offset(0, 1_000, 1_000)).isEqualTo(990);
    }

    @Test
    void noMoreThanTheLimitIsRead() {
        assertThat(TAIL.offset(0, 1_000, 0)).isEqualTo(900);
    }

    @Test
    void readingNeverStartsBeforeTheBeginning() {
        assertThat(TAIL.offset(995, 1_000, 1_000)).isEqualTo(995);
        assertThat(StartAt.BEGINNING.offset(7, 1_000, 1_000)).isEqualTo(7);
    }
}
