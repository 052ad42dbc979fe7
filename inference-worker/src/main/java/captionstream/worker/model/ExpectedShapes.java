package captionstream.worker.model;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds the shapes that a config asks for against those in a file, whether or not names have GPT-2's prefix. */
final class ExpectedShapes {
    private static final String OPTIONAL_PREFIX = "transformer.";

    private final WeightFile file;
    private final String source;
    private final Map<String, String> namesInFile = new LinkedHashMap<>();

    ExpectedShapes(WeightFile file) {
        this.file = file;
        this.source = file.files().get(0).toString();
        file.floatTensors().forEach(name -> namesInFile.put(bare(name), name));
    }

    void require(List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            String name = bare(parameter.name());
            String nameInFile = namesInFile.get(name);
            if (nameInFile == null) {
                throw missing(source, name, file.otherTensors());
            }
            Shape shape = file.shape(nameInFile);
            if (!shape.equals(parameter.shape())) {
                throw another(source, nameInFile, shape, parameter.shape());
            }
        }
    }

    static ModelFileException missing(String source, String name, Map<String, String> otherTensors) {
        String type = otherTensors.getOrDefault(name, otherTensors.get(OPTIONAL_PREFIX + name));
        return new ModelFileException(
                source,
                "tensor " + name + (type == null ? " is missing" : " is of type " + type + ", not F32, F16 or BF16"));
    }

    static ModelFileException another(String source, String name, Shape shape, Shape expected) {
        return new ModelFileException(
                source, "tensor " + name + " has shape " + shape + " where the config asks for " + expected);
    }

    private static String bare(String name) {
        return name.startsWith(OPTIONAL_PREFIX) ? name.substring(OPTIONAL_PREFIX.length()) : name;
    }
}
