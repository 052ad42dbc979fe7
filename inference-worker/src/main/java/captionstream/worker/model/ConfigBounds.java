package captionstream.worker.model;

/**
 * What sizes in a config may be. The bounds are far above every published model, and low enough that no product of
 * them overflows and nothing is counted out for hours before the weights are found not to fit.
 */
final class ConfigBounds {
    static final int VOCABULARY = 10_000_000;
    static final int CONTEXT = 1_000_000;
    static final int WIDTH = 100_000;
    static final int INNER_WIDTH = 1_000_000;
    static final int LAYERS = 1_000;
    static final int IMAGE = 4_096;

    private ConfigBounds() {}

    static void require(String name, int value, int highest) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", which is below 1");
        }
        if (value > highest) {
            throw new IllegalArgumentException(name + " is " + value + ", which is above " + highest);
        }
    }

    /** A head takes its share of the width. */
    static void requireHeads(String name, int heads, String widthName, int width) {
        require(name, heads, WIDTH);
        if (width % heads != 0) {
            throw new IllegalArgumentException(widthName + " " + width + " is not a multiple of " + name + " " + heads);
        }
    }

    static void requireEpsilon(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", which is not between 0 and 1");
        }
    }

    static void requireId(String name, int id, int vocabSize) {
        if (id < 0 || id >= vocabSize) {
            throw new IllegalArgumentException(name + " " + id + " is outside vocab_size " + vocabSize);
        }
    }
}
