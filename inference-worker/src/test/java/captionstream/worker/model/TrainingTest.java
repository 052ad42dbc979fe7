package captionstream.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same forward passes carry gradients: each is held against the slope that two nearby losses give. */
class TrainingTest {
    private static final float NUDGE = 1e-2f;

    private final NDManager manager = Torch.newManager("cpu");

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vision_model.embeddings.patch_embedding.weight",
                "vision_model.embeddings.class_embedding",
                "vision_model.encoder.layers.0.self_attn.k_proj.weight",
                "visual_projection.weight",
                "text_model.embeddings.token_embedding.weight",
                "text_model.encoder.layers.1.mlp.fc1.bias",
                "text_projection.weight",
                "logit_scale"
            })
    void clip_learns(String parameter) {
        Reference reference = Reference.of("clip-legacy");
        Weights weights = reference.weights(manager).trainable(manager);
        Clip clip = new Clip(ClipConfig.read(reference.config()), weights);
        NDArray pixels = reference.expected("pixels", manager);
        NDArray ids = manager.create(new long[] {58, 5, 59, 58, 9, 59, 58, 1, 59}, new Shape(3, 3));

        assertSlope(weights.asMap().get(parameter), inner -> {
            NDArray images = Clip.normalized(clip.imageEmbeddings(pixels));
            NDArray texts = Clip.normalized(clip.textEmbeddings(ids));
            NDArray logits = images.matMul(texts.transpose())
                    .mul(clip.logitScale().mul(0.1f).exp()); // [3, 3]
            return logits.logSoftmax(1).mul(inner.eye(3)).sum().neg();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transformer.wte.weight",
                "transformer.wpe.weight",
                "transformer.h.0.attn.c_attn.weight",
                "transformer.h.1.mlp.c_proj.bias"
            })
    void gpt2_learns(String parameter) {
        Reference reference = Reference.of("gpt2-tied");
        Weights weights = reference.weights(manager).trainable(manager);
        Gpt2 model = new Gpt2(Gpt2Config.read(reference.config()), weights);

        assertSlope(weights.asMap().get(parameter), inner -> loss(model, model.embed(ids(inner))));
    }

    @Test
    void a_prefix_learns_through_a_frozen_gpt2() {
        Reference reference = Reference.of("gpt2-tied");
        Gpt2 model = new Gpt2(Gpt2Config.read(reference.config()), reference.weights(manager));
        NDArray stored = reference.expected("prefixes", manager);
        NDArray prefix = manager.zeros(stored.getShape()).add(stored); // [2, 1, D]
        prefix.setRequiresGradient(true);

        assertSlope(prefix, inner -> loss(model, prefix.concat(model.embed(ids(inner)), 1)));
    }

    private static NDArray ids(NDManager inner) {
        return inner.create(new long[] {3, 1, 4, 1, 5, 9}, new Shape(2, 3));
    }

    private static NDArray loss(Gpt2 model, NDArray inputs) {
        return model.logits(model.hidden(inputs)).logSoftmax(-1).square().mean();
    }

    private void assertSlope(NDArray parameter, Loss loss) {
        NDArray gradient;
        try (NDManager inner = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(loss.of(inner));
            gradient = parameter.getGradient().duplicate();
        }
        double length = gradient.norm().getFloat();
        NDArray step = gradient.mul((float) (NUDGE / length));
        ToDoubleFunction<NDArray> lossAfter = move -> {
            parameter.setRequiresGradient(false);
            parameter.addi(move);
            try (NDManager inner = manager.newSubManager()) {
                return loss.of(inner).getFloat();
            } finally {
                parameter.subi(move);
            }
        };
        double slope = (lossAfter.applyAsDouble(step) - lossAfter.applyAsDouble(step.neg())) / (2 * NUDGE);

        assertThat(length).isPositive();
        assertThat(slope).isCloseTo(length, within(0.02 * length));
    }

    private interface Loss {
        NDArray of(NDManager inner);
    }
}
