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
    private final Moments moments;
    private final double memory;
    private int steps;

    /**
     * @param decay weight decay of the matrices
     * @param memory share of the old average that survives a step, in 0 … 1
     */
    public Learner(ParameterVector parameters, double decay, double memory, NDManager parent) {
        this(parameters, Moments.none(parameters.values()), decay, memory, parent);
    }

    /** Goes on where another has stopped; the moments are closed with this. */
    public Learner(ParameterVector parameters, Moments moments, double decay, double memory, NDManager parent) {
        this.parameters = parameters;
        this.memory = memory;
        this.moments = moments;
        this.steps = moments.steps();
        this.manager = parent.newSubManager();
        NDArray mask = parameters.decayMask();
        mask.attach(manager);
        moments.attach(manager);
        this.optimiser = new AdamW(parameters.values(), mask, moments, BETA1, BETA2, decay, LONGEST_GRADIENT);
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
        NDArray average = moments.average();
        NDArray now = parameters.values().reshape(average.getShape());
        now.attach(scratch);
        average.muli(memory).addi(now.mul(1 - memory));
        steps++;
    }

    /** All that another needs to go on from here; the arrays stay this learner's own. */
    public Moments moments() {
        return new Moments(moments.mean(), moments.square(), moments.average(), steps);
    }

    /** The averaged weights, on {@code target}; before the first step the weights themselves. */
    public Weights averaged(NDManager target) {
        if (steps == 0) {
            return current(target);
        }
        NDArray flat = moments.average().div(1 - Math.pow(memory, steps));
        flat.attach(target);
        return parameters.views(flat);
    }

    /** A copy of the weights as the next step finds them, on {@code target}. */
    public Weights current(NDManager target) {
        NDArray flat = parameters.values().duplicate();
        flat.attach(target);
        return parameters.views(flat);
    }

    @Override
    public void close() {
        manager.close();
        parameters.close();
    }
}
