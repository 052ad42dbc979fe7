package captionstream.worker.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingHistoryTest {
    private static TrainingHistory history(double... validationLosses) {
        TrainingHistory history = TrainingHistory.EMPTY;
        for (int epoch = 0; epoch < validationLosses.length; epoch++) {
            history = history.with(new EpochFigures(epoch, null, validationLosses[epoch], null));
        }
        return history;
    }

    @Test
    void the_best_epoch_has_the_lowest_validation_loss_and_of_equals_is_the_first() {
        assertThat(history(5, 3, 2, 2, 4).best().epoch()).isEqualTo(2);
    }

    @Test
    void is_stuck_after_as_many_epochs_without_a_lower_loss_as_there_is_patience() {
        assertThat(history(5, 3, 4).isStuck(2)).isFalse();
        assertThat(history(5, 3, 4, 3).isStuck(2)).isTrue();
        assertThat(history(5, 3, 4, 2.9).isStuck(2)).isFalse();
    }

    @Test
    void is_not_stuck_before_it_has_begun() {
        assertThat(TrainingHistory.EMPTY.isStuck(1)).isFalse();
        assertThat(history(5).isStuck(1)).isFalse();
    }
}
