package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Scaled dot-product attention over heads (Vaswani et al. 2017, section 3.2), in plain matrix products. */
final class Attention {
    /** Added to a score to forget it: finite, so that a row with nothing to see is not NaN. */
    static final float MASKED = -1e9f;

    private Attention() {}

    static NDArray split(NDArray x, long heads) {
        long[] d = x.getShape().getShape();
        return x.reshape(d[0], d[1], heads, d[2] / heads).transpose(0, 2, 1, 3); // [B, T, D] -> [B, H, T, D/H]
    }

    static NDArray merge(NDArray x) {
        long[] d = x.getShape().getShape();
        return x.transpose(0, 2, 1, 3).reshape(d[0], d[2], d[1] * d[3]); // [B, H, T, D/H] -> [B, T, D]
    }

    /**
     * @param q queries {@code [B, H, Tq, d]}
     * @param k keys {@code [B, H, Tk, d]}
     * @param v values {@code [B, H, Tk, d]}
     * @param scale 1/√d as a 0-dim array
     * @param mask float32, added to the scores, broadcastable to {@code [B, H, Tq, Tk]}
     */
    static NDArray attend(NDArray q, NDArray k, NDArray v, NDArray scale, @Nullable NDArray mask) {
        NDArray scores = q.mul(scale).matMul(k.transpose(0, 1, 3, 2)).toType(DataType.FLOAT32, false); // [B, H, Tq, Tk]
        NDArray visible = mask == null ? scores : scores.add(mask);
        return visible.softmax(-1).toType(v.getDataType(), false).matMul(v); // [B, H, Tq, d]
    }

    /** Zero where a position may look, {@link #MASKED} where the looked-at lies in its future. */
    static NDArray causalMask(NDManager manager, int length) {
        float[] mask = new float[length * length];
        for (int from = 0; from < length; from++) {
            Arrays.fill(mask, from * length + from + 1, (from + 1) * length, MASKED);
        }
        return manager.create(mask, new Shape(1, 1, length, length));
    }
}
