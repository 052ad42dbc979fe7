package captionstream.worker.train.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.Parameter;
import captionstream.worker.model.Weights;
import captionstream.worker.train.optimise.ParameterVector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights CLIP starts from: drawn as Hugging Face draws them, except in the image tower, which starts out looking
 * at neighbouring patches ("mimetic initialisation", Trockman and Kolter 2023, arXiv 2305.09828). Few images cannot
 * teach a transformer that pictures are flat.
 */
final class FreshClip {
    private static final double QUERY_KEY_DEVIATION = 0.08;
    private static final double POSITION_SIZE = 0.3;
    private static final String POSITIONS = "vision_model.embeddings.position_embedding.weight";

    private FreshClip() {}

    static ParameterVector weights(ClipConfig config, long seed, NDManager manager) {
        List<Parameter> parameters =
                config.parameters().stream().map(FreshClip::sharper).toList();
        try (NDManager scratch = manager.newSubManager()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>(
                    Weights.random(parameters, seed, scratch).asMap());
            arrays.replaceAll(
                    (name, array) -> isVisionKey(name) ? arrays.get(name.replace("k_proj", "q_proj")) : array);
            arrays.put(POSITIONS, positions(config, scratch));
            return ParameterVector.of(parameters, arrays, manager);
        }
    }

    private static Parameter sharper(Parameter parameter) {
        boolean query =
                parameter.name().startsWith("vision_model") && parameter.name().endsWith("q_proj.weight");
        return query ? new Parameter(parameter.name(), parameter.shape(), 0, QUERY_KEY_DEVIATION) : parameter;
    }

    /** With keys equal to queries a patch attends to what is like itself, its position included. */
    private static boolean isVisionKey(String name) {
        return name.startsWith("vision_model") && name.endsWith("k_proj.weight");
    }

    /** Sines and cosines of row and column, as MAE has them (He et al. 2022); zero for the class token. */
    private static NDArray positions(ClipConfig config, NDManager manager) {
        int side = config.patchesPerSide();
        int width = config.vision().width();
        float[] table = new float[(side * side + 1) * width];
        int frequencies = width / 4;
        for (int patch = 0; patch < side * side; patch++) {
            int start = (patch + 1) * width;
            for (int f = 0; f < frequencies; f++) {
                double frequency = Math.PI / 2 * Math.pow(2 * side / Math.PI, -(double) f / frequencies);
                double row = patch / side * frequency;
                double column = patch % side * frequency;
                table[start + f] = (float) (POSITION_SIZE * Math.sin(row));
                table[start + frequencies + f] = (float) (POSITION_SIZE * Math.cos(row));
                table[start + 2 * frequencies + f] = (float) (POSITION_SIZE * Math.sin(column));
                table[start + 3 * frequencies + f] = (float) (POSITION_SIZE * Math.cos(column));
            }
        }
        return manager.create(table, new Shape(side * side + 1, width));
    }
}
