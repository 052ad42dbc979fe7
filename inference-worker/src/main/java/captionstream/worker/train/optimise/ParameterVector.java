package captionstream.worker.train.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Parameter;
import captionstream.worker.model.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All weights of a model behind one another in one flat array, so that the optimiser works on a single array and a
 * gradient is one too.
 */
public final class ParameterVector implements AutoCloseable {
    private final List<Parameter> parameters;
    private final long[] ends;
    private final NDManager manager;
    private final NDArray values;

    private ParameterVector(List<Parameter> parameters, NDManager manager, NDArray values) {
        this.parameters = List.copyOf(parameters);
        this.manager = manager;
        this.values = values;
        this.ends = new long[parameters.size() - 1];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += parameters.get(i).shape().size();
            ends[i] = end;
        }
    }

    public static ParameterVector random(List<Parameter> parameters, long seed, NDManager parent) {
        try (NDManager scratch = parent.newSubManager()) {
            return of(parameters, Weights.random(parameters, seed, scratch).asMap(), parent);
        }
    }

    public static ParameterVector of(List<Parameter> parameters, Map<String, NDArray> arrays, NDManager parent) {
        NDManager manager = parent.newSubManager();
        try (NDManager scratch = parent.newSubManager()) {
            NDList flat = new NDList();
            for (Parameter parameter : parameters) {
                NDArray array = arrays.get(parameter.name()).duplicate();
                array.attach(scratch);
                flat.add(array.reshape(-1));
            }
            NDArray values = NDArrays.concat(flat);
            values.attach(manager);
            return new ParameterVector(parameters, manager, values);
        }
    }

    /** {@code [N]}; the optimiser writes into it. */
    NDArray values() {
        return values;
    }

    /** A copy of the values on {@code step} that collects a gradient. */
    NDArray leaf(NDManager step) {
        NDArray leaf = values.duplicate();
        leaf.attach(step);
        leaf.setRequiresGradient(true);
        return leaf;
    }

    /** The named weights as views of a flat array; gradients flow through to it. */
    Weights views(NDArray flat) {
        NDList parts = ends.length == 0 ? new NDList(flat) : flat.split(ends);
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            Parameter parameter = parameters.get(i);
            arrays.put(parameter.name(), parts.get(i).reshape(parameter.shape()));
        }
        return new Weights("training", flat.getManager(), arrays);
    }

    /** 1 where weight decay applies: to matrices, not to biases, norms and scalars. */
    NDArray decayMask() {
        try (NDManager scratch = manager.newSubManager()) {
            NDList parts = new NDList();
            for (Parameter parameter : parameters) {
                Shape flat = new Shape(parameter.shape().size());
                parts.add(parameter.shape().dimension() > 1 ? scratch.ones(flat) : scratch.zeros(flat));
            }
            NDArray mask = NDArrays.concat(parts);
            mask.attach(manager);
            return mask;
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
