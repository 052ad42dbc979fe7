package captionstream.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchLimitTest {
    private final BatchLimit limit = new BatchLimit(32);

    @Test
    void itHalvesWhatFailed() {
        limit.shortage(32);
        assertThat(limit.images()).isEqualTo(16);

        limit.shortage(10);
        assertThat(limit.images()).isEqualTo(5);
    }

    @Test
    void itNeverFallsBelowOne() {
        limit.shortage(1);
        limit.shortage(1);

        assertThat(limit.images()).isEqualTo(1);
    }

    @Test
    void itRisesByAQuarterUpToWhereItWas() {
        limit.shortage(32);

        assertThat(risen(32)).isEqualTo(20);
        assertThat(risen(32)).isEqualTo(25);
        assertThat(risen(32)).isEqualTo(31);
        assertThat(risen(32)).isEqualTo(32);
        assertThat(limit.isLowered()).isFalse();
    }

    @Test
    void smallBatchesProveNothing() {
        limit.shortage(32);

        for (int i = 0; i < 1000; i++) {
            limit.success(15);
        }

        assertThat(limit.images()).isEqualTo(16);
    }

    @Test
    void aShortageOnTheWayUpDoublesTheCalmThatIsWanted() {
        limit.shortage(32);
        limit.shortage(16);

        assertThat(risen(63)).isEqualTo(8);
        assertThat(risen(1)).isEqualTo(10);
    }

    private int risen(int calls) {
        for (int i = 0; i < calls; i++) {
            limit.success(limit.images());
        }
        return limit.images();
    }
}
