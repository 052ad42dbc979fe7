package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.List;
import java.util.function.UnaryOperator;

/** Activations under the names that Hugging Face configs give them; their constants are made once. */
final class Activations {
    private static final List<String> NAMES = List.of("quick_gelu", "gelu", "gelu_new", "gelu_pytorch_tanh", "relu");

    private Activations() {}

    static void requireKnown(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("activation " + name + " is not one of " + NAMES);
        }
    }

    static UnaryOperator<NDArray> named(String name, NDManager constants) {
        return switch (name) {
            case "quick_gelu" -> quickGelu(constants);
            case "gelu" -> Activation::gelu;
            case "gelu_new", "gelu_pytorch_tanh" -> tanhGelu(constants);
            case "relu" -> Activation::relu;
            default -> throw new IllegalStateException("not checked: " + name);
        };
    }

    /** x·σ(1.702x), as OpenAI's CLIP was trained. */
    private static UnaryOperator<NDArray> quickGelu(NDManager constants) {
        NDArray slope = constants.create(1.702f);
        return x -> x.mul(Activation.sigmoid(x.mul(slope)));
    }

    /** ½x(1 + tanh u) = x·σ(2u) with u = √(2/π)(x + 0.044715x³) (Hendrycks and Gimpel 2016). */
    private static UnaryOperator<NDArray> tanhGelu(NDManager constants) {
        double slope = 2 * Math.sqrt(2 / Math.PI);
        NDArray linear = constants.create((float) slope);
        NDArray cubic = constants.create((float) (slope * 0.044715));
        return x -> x.mul(Activation.sigmoid(x.mul(x.square().mul(cubic).add(linear))));
    }
}
