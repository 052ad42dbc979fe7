package captionstream.worker.caption;

import captionstream.worker.model.Precision;

/**
 * What a captioner computes on.
 *
 * @param device {@code cpu}, {@code gpu}, {@code gpu1} ..., or empty for the best there is
 * @param precision of the layers of both models
 * @param maxRows most captions decoded at once, from 1; the others wait for their rows
 */
public record EngineSettings(String device, Precision precision, int maxRows) {
    public static final int DEFAULT_MAX_ROWS = 64;

    public static EngineSettings on(String device) {
        return new EngineSettings(device, Precision.FLOAT32, DEFAULT_MAX_ROWS);
    }

    public EngineSettings withPrecision(Precision other) {
        return new EngineSettings(device, other, maxRows);
    }

    public EngineSettings withMaxRows(int other) {
        return new EngineSettings(device, precision, other);
    }
}
