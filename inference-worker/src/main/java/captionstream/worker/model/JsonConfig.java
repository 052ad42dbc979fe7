package captionstream.worker.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** One level of a JSON file of settings: typed values, and what is wrong with them by name and file. */
public final class JsonConfig {
    /** The longest file that is read, in bytes. */
    public static final int MAX_SIZE = 1_000_000;

    private final String file;
    private final JsonNode node;

    private JsonConfig(String file, JsonNode node) {
        this.file = file;
        this.node = node;
    }

    public static JsonConfig read(Path path) {
        JsonNode node = JsonFile.read(path, MAX_SIZE);
        if (!node.isObject()) {
            throw new ModelFileException(path.toString(), "is not a JSON object");
        }
        return new JsonConfig(path.toString(), node);
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** An empty one where there is none. */
    public JsonConfig section(String name) {
        if (has(name) && !isSection(name)) {
            throw wrong(name, node.path(name), "an object");
        }
        return new JsonConfig(file + " " + name, node.path(name));
    }

    public int integer(String name, int otherwise) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw wrong(name, value, "an integer");
        }
        return value.intValue();
    }

    public double number(String name, double otherwise) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw wrong(name, value, "a number");
        }
        return value.doubleValue();
    }

    public boolean flag(String name, boolean otherwise) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw wrong(name, value, "true or false");
        }
        return value.booleanValue();
    }

    public String text(String name, String otherwise) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw wrong(name, value, "a string");
        }
        return value.textValue();
    }

    /** A list of finite numbers. */
    public float[] numbers(String name, float... otherwise) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        float[] numbers = new float[value.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = value.path(i).floatValue();
        }
        boolean finite =
                value.valueStream().allMatch(number -> number.isNumber() && Float.isFinite(number.floatValue()));
        if (!value.isArray() || !finite) {
            throw wrong(name, value, "a list of numbers");
        }
        return numbers;
    }

    /** A file that does not say of which type it is may be of any. */
    void requireModelType(String expected) {
        String type = text("model_type", expected);
        if (!type.equals(expected)) {
            throw wrong("model_type", type, expected);
        }
    }

    public boolean isSection(String name) {
        return node.path(name).isObject();
    }

    public ModelFileException wrong(String name, Object value, String expected) {
        return new ModelFileException(file, name + " is " + value + " where " + expected + " was expected");
    }
}
