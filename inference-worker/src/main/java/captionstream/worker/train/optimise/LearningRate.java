package captionstream.worker.train.optimise;

/** Rises linearly to its peak, then falls to nothing along half a cosine. */
public record LearningRate(double peak, int warmUp, int steps) {
    public double at(int step) {
        if (step < warmUp) {
            return peak * (step + 1) / warmUp;
        }
        double progress = (double) (step - warmUp) / Math.max(1, steps - warmUp);
        return peak * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
    }
}
