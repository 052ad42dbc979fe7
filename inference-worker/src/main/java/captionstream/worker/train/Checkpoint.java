package captionstream.worker.train;

/**
 * How far a training has come.
 *
 * @param steps taken
 * @param lossSum over the steps of the epoch that these have begun
 * @param history of the epochs that are measured
 */
record Checkpoint(int steps, double lossSum, TrainingHistory history) {
    static final Checkpoint BEGINNING = new Checkpoint(0, 0, TrainingHistory.EMPTY);

    Checkpoint afterStep(double loss) {
        return new Checkpoint(steps + 1, lossSum + loss, history);
    }

    Checkpoint afterEpoch(EpochFigures figures) {
        return new Checkpoint(steps, 0, history.with(figures));
    }

    /** Epochs whose figures are known; epoch 0 counts as none. */
    int epochsDone() {
        return Math.max(0, history.epochs().size() - 1);
    }
}
