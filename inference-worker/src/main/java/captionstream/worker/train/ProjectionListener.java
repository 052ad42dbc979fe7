package captionstream.worker.train;

/** Told how training goes, on the training thread unless said otherwise. */
public interface ProjectionListener {
    /** @param done images embedded, or found embedded already */
    void onEmbedded(int done, int images);

    /**
     * @param epoch 1 to the number of epochs
     * @param step of the whole training, 1 to {@code steps}
     * @param steps of all epochs together
     * @param loss of this step's batch, in nats per token
     */
    void onStep(int epoch, int step, int steps, double loss);

    /** On the way to the figures of an epoch; from any thread. */
    void onMeasured(int done, int total);

    /** After each epoch, and once as epoch 0 before the first. */
    void onEpoch(EpochFigures figures);

    /** Something worth knowing, in a line. */
    void onNote(String line);
}
