package captionstream.worker.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Torch;
import java.util.Map;

/**
 * The projection in closed form, as SITTA fits one (Paischer et al. 2023, arXiv 2307.05591, equation 1): the linear map
 * with the least squared distance between what it makes of image embeddings and the language model's embeddings of the
 * words said of them. With X the centred inputs and Y the centred targets, one row per caption,
 *
 * <pre>W = ((XᵀX + λ tr(XᵀX)/E · I)⁻¹ XᵀY)ᵀ,  b = mean y − W · mean x,  λ = 0.01,</pre>
 *
 * in double precision. The target of prefix position p of k is the mean of the token embeddings of the p-th of k equal
 * parts of the caption, see {@link TokenMeans}.
 */
final class LeastSquares {
    private static final double RIDGE = 0.01;

    private final NDManager manager;
    private final NDArray products; // [E, E]
    private final NDArray crossProducts; // [E, K * D]
    private final NDArray inputSum; // [1, E]
    private final NDArray targetSum; // [1, K * D]
    private long rows;

    /** @param targets K · D, numbers that the projection writes */
    LeastSquares(int inputs, int targets, NDManager manager) {
        this.manager = manager;
        this.products = manager.zeros(new Shape(inputs, inputs), DataType.FLOAT64);
        this.crossProducts = manager.zeros(new Shape(inputs, targets), DataType.FLOAT64);
        this.inputSum = manager.zeros(new Shape(1, inputs), DataType.FLOAT64);
        this.targetSum = manager.zeros(new Shape(1, targets), DataType.FLOAT64);
    }

    /**
     * @param inputs {@code [n, E]}, rows behind one another
     * @param targets {@code [n, K * D]}
     */
    void add(double[] inputs, double[] targets, int n) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray x = Torch.owned(scratch.create(inputs, new Shape(n, inputs.length / n)));
            NDArray y = Torch.owned(scratch.create(targets, new Shape(n, targets.length / n)));
            products.addi(x.transpose().matMul(x));
            crossProducts.addi(x.transpose().matMul(y));
            inputSum.addi(x.sum(new int[] {0}, true));
            targetSum.addi(y.sum(new int[] {0}, true));
            rows += n;
        }
    }

    /** {@code weight} and {@code bias} in single precision, on {@code target}. */
    Map<String, NDArray> solve(NDManager target) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray meanInput = Torch.copy(inputSum, scratch).div(rows); // [1, E]
            NDArray meanTarget = Torch.copy(targetSum, scratch).div(rows); // [1, K * D]
            NDArray gram = Torch.copy(products, scratch)
                    .sub(meanInput.transpose().matMul(meanInput).mul(rows));
            NDArray cross = Torch.copy(crossProducts, scratch)
                    .sub(meanInput.transpose().matMul(meanTarget).mul(rows));
            int width = (int) gram.getShape().get(0);
            NDArray identity = scratch.eye(width, width, 0, DataType.FLOAT64);
            double trace = gram.mul(identity).sum().getDouble();
            NDArray ridged = gram.add(identity.mul(RIDGE * trace / width + Double.MIN_NORMAL));
            NDArray weight = ridged.inverse().matMul(cross); // [E, K * D]
            NDArray bias = meanTarget.sub(meanInput.matMul(weight)).squeeze(0);
            return Map.of("weight", single(weight.transpose(), target), "bias", single(bias, target));
        }
    }

    private static NDArray single(NDArray array, NDManager target) {
        return Torch.copy(array.toType(DataType.FLOAT32, false), target);
    }
}
