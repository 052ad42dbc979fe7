package captionstream.worker.caption;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/** Rows of an embedding array as vectors of length 1, in double precision. */
final class UnitVectors {
    private UnitVectors() {}

    /** {@code [B, E]} to B vectors; those of a row that is zero or not finite hold NaN. */
    static List<double[]> of(NDArray embeddings) {
        int width = (int) embeddings.getShape().get(1);
        float[] values = embeddings.toFloatArray();
        List<double[]> units = new ArrayList<>();
        for (int from = 0; from < values.length; from += width) {
            units.add(unit(values, from, width));
        }
        return units;
    }

    static boolean isFinite(double[] unit) {
        return Double.isFinite(unit[0]);
    }

    /** In [−1, 1], or NaN where either holds it. */
    static double cosine(double[] unit, double[] other) {
        double dot = 0;
        for (int i = 0; i < unit.length; i++) {
            dot += unit[i] * other[i];
        }
        return Math.max(-1, Math.min(1, dot));
    }

    private static double[] unit(float[] values, int from, int width) {
        double[] unit = new double[width];
        double square = 0;
        for (int i = 0; i < width; i++) {
            unit[i] = values[from + i];
            square += unit[i] * unit[i];
        }
        double norm = square > 0 && square < Double.POSITIVE_INFINITY ? Math.sqrt(square) : Double.NaN;
        for (int i = 0; i < width; i++) {
            unit[i] /= norm;
        }
        return unit;
    }
}
