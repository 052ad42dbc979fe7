package captionstream.topology;

/** Keys of stores in which models stand side by side; names hold no control characters. */
final class StoreKey {
    private static final char SEPARATOR = '\u0000';

    private StoreKey() {}

    static String of(String model, String name) {
        return model + SEPARATOR + name;
    }

    static String model(String key) {
        return key.substring(0, key.indexOf(SEPARATOR));
    }

    /** Not above any key of the model. */
    static String first(String model) {
        return model + SEPARATOR;
    }

    /** Above every key of the model, and below any of another. */
    static String last(String model) {
        return model + (char) (SEPARATOR + 1);
    }
}
