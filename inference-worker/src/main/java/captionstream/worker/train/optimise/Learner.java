package captionstream.worker.train.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import captionstream.worker.model.Weights;
import java.util.List;

/** A model being trained: its weights, their optimiser, and the moving average of the weights that is kept in the end. */
public final class Learner implements AutoCloseable {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.98;
    private static final double LONGEST_GRADIENT = 1;

    private final ParameterVector parameters;
    private final AdamW optimiser;
    private final NDManager manager;
    private final NDArray average;
    private final double memory;
    private int steps;

    /**
     * @param decay weight decay of the matrices
     * @param memory share of the old average that survives a step, in 0 … 1
     */
    public Learner(ParameterVector parameters, double decay, double memory, NDManager parent) {
        this.parameters = parameters;
        this.memory = memory;
        this.manager = parent.newSubManager();
        NDArray mask = parameters.decayMask();
        mask.attach(manager);
        this.optimiser = new AdamW(parameters.values(), mask, BETA1, BETA2, decay, LONGEST_GRADIENT);
        this.average = mask.zerosLike();
    }

    /** One step of the optimiser along the mean gradient of the losses; returns their mean before it. */
    public double step(double rate, List<Gradients.Loss> losses) {
        try (NDManager scratch = manager.newSubManager()) {
            Gradients gradients = Gradients.of(parameters, losses, scratch);
            optimiser.step(gradients.mean(), rate);
            remember(scratch);
            return gradients.loss();
        }
    }

    /** Divided by 1 − memoryⁿ this is the mean of the weights after n steps, later ones weighing more. */
    private void remember(NDManager scratch) {
        NDArray now = parameters.values().reshape(average.getShape());
        now.attach(scratch);
        average.muli(memory).addi(now.mul(1 - memory));
        steps++;
    }

    /** The averaged weights, on {@code target}. */
    public Weights averaged(NDManager target) {
        NDArray flat = average.div(1 - Math.pow(memory, steps));
        flat.attach(target);
        return parameters.views(flat);
    }

    @Override
    public void close() {
        manager.close();
        parameters.close();
    }
}
