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
     * @param device {@code cpu}, {@code gpu} or {@code gpu1}, {@code gpu2} ...
     */
    public static NDManager newManager(String device) {
        return Engine.getEngine("PyTorch").newBaseManager(Device.fromName(device));
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
