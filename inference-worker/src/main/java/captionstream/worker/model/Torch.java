package captionstream.worker.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.UnaryOperator;

/** The way into the native engine. */
public final class Torch {
    static {
        if (System.getProperty("ai.djl.offline") == null) {
            System.setProperty("ai.djl.offline", "true");
        }
    }

    private Torch() {}

    /**
     * A manager of its own, to be closed by the caller.
     *
     * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:1}, {@code gpu:2} ...
     */
    public static NDManager newManager(String device) {
        return Engine.getEngine("PyTorch").newBaseManager(device(device));
    }

    /** DJL says gpu1 where we say gpu:1, and takes no name for the best device there is. */
    static Device device(String name) {
        return Device.fromName(name.equals("auto") ? "" : name.replace(":", ""));
    }

    /**
     * Moves an array that wraps a Java buffer into the engine's own memory. Training needs that twice over: a backward
     * pass reads its inputs again, when Java may have taken the buffer back, and matrix products round by how their
     * inputs are aligned, which is the same in every run only for memory that the engine allots. The same goes for
     * numbers: {@code x.mul(2)} wraps one for a moment, which a backward pass then reads.
     */
    public static NDArray owned(NDArray wrapping) {
        try (wrapping) {
            return wrapping.duplicate();
        }
    }

    /** A copy in the engine's own memory, on another manager. */
    public static NDArray copy(NDArray array, NDManager target) {
        NDArray copy = array.duplicate();
        copy.attach(target);
        return copy;
    }

    /**
     * Applies {@code step} and frees every array it made on {@code x}'s manager except its result. A gradient being
     * collected is not disturbed: the engine keeps what the backward pass needs.
     */
    public static NDArray freeing(NDArray x, UnaryOperator<NDArray> step) {
        NDManager outer = x.getManager();
        try (NDManager inner = outer.newSubManager()) {
            x.tempAttach(inner);
            NDArray result = step.apply(x);
            result.attach(outer);
            return result;
        }
    }
}
