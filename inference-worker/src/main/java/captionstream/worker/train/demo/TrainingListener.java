package captionstream.worker.train.demo;

/** Told how training goes; called on the training thread. */
public interface TrainingListener {
    /** The stages in their order. */
    enum Stage {
        CLIP,
        LANGUAGE,
        PROJECTION,
        EVALUATION
    }

    /**
     * @param step steps done, 1 to {@code steps}
     * @param loss of this step's batch, in nats; 0 in the evaluation
     */
    void onStep(Stage stage, int step, int steps, double loss);

    /** A figure measured on the way, in a line of text. */
    default void onFigure(String line) {}
}
