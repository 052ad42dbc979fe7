package captionstream.worker.train;

import java.util.Arrays;
import java.util.List;

/** Rows laid out behind one another. */
public final class Rows {
    private Rows() {}

    public static int longest(long[][] rows) {
        return Arrays.stream(rows).mapToInt(row -> row.length).max().orElse(0);
    }

    /** The shorter rows are filled up with zeros. */
    public static long[] flat(long[][] rows) {
        int length = longest(rows);
        long[] flat = new long[rows.length * length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * length, rows[i].length);
        }
        return flat;
    }

    /** All rows are of one length. */
    public static float[] flat(List<float[]> rows) {
        int length = rows.get(0).length;
        float[] flat = new float[rows.size() * length];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, flat, i * length, length);
        }
        return flat;
    }
}
