package captionstream.worker.train;

import java.util.ArrayList;
import java.util.List;

/** The figures of all epochs so far, epoch 0 first. */
public record TrainingHistory(List<EpochFigures> epochs) {
    public static final TrainingHistory EMPTY = new TrainingHistory(List.of());

    public TrainingHistory {
        epochs = List.copyOf(epochs);
    }

    TrainingHistory with(EpochFigures figures) {
        List<EpochFigures> all = new ArrayList<>(epochs);
        all.add(figures);
        return new TrainingHistory(all);
    }

    /** The epoch with the lowest validation loss, of equals the first. */
    public EpochFigures best() {
        EpochFigures best = epochs.get(0);
        for (EpochFigures figures : epochs) {
            best = figures.validationLoss() < best.validationLoss() ? figures : best;
        }
        return best;
    }

    public EpochFigures first() {
        return epochs.get(0);
    }

    EpochFigures last() {
        return epochs.get(epochs.size() - 1);
    }

    /** Whether the last {@code patience} epochs brought nothing. */
    boolean isStuck(int patience) {
        return !epochs.isEmpty() && last().epoch() - best().epoch() >= patience;
    }
}
