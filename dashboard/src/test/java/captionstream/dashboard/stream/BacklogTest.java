package captionstream.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog(new Backlog.Limits(3, 100));

    @Test
    void asManyEventsWaitAsMay() {
        assertThat(backlog.add(new byte[1])).isTrue();
        assertThat(backlog.add(new byte[1])).isTrue();
        assertThat(backlog.add(new byte[1])).isTrue();
        assertThat(backlog.add(new byte[1])).isFalse();
    }

    @Test
    void aLargeEventIsLetInAndNothingAfterIt() {
        assertThat(backlog.add(new byte[99])).isTrue();
        assertThat(backlog.add(new byte[1_000])).isTrue();
        assertThat(backlog.add(new byte[1])).isFalse();
        assertThat(backlog.bytes()).isEqualTo(1_099);
    }

    @Test
    void whatIsTakenOutMakesRoom() {
        byte[] first = new byte[100];
        backlog.add(first);

        assertThat(backlog.poll()).isSameAs(first);
        assertThat(backlog.poll()).isNull();
        assertThat(backlog.bytes()).isZero();
        assertThat(backlog.add(new byte[1])).isTrue();
    }
}
