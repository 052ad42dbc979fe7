package captionstream.cli.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderlyStopTest {
    private final List<String> closed = new ArrayList<>();
    private final OrderlyStop stop = OrderlyStop.atTheEnd();

    @Test
    void closes_what_was_started_last_first_and_once() {
        stop.add(() -> closed.add("broker"));
        stop.add(() -> closed.add("worker"));

        stop.close();
        stop.close();

        assertThat(closed).containsExactly("worker", "broker");
    }

    @Test
    void goes_on_when_a_service_does_not_close_cleanly() {
        stop.add(() -> closed.add("broker"));
        stop.add(() -> {
            throw new IllegalStateException("the worker hangs on");
        });

        stop.close();

        assertThat(closed).containsExactly("broker");
    }

    @Test
    void closes_at_once_what_comes_up_while_stopping() {
        stop.close();

        assertThatThrownBy(() -> stop.add(() -> closed.add("late"))).isInstanceOf(IllegalStateException.class);

        assertThat(closed).containsExactly("late");
    }
}
