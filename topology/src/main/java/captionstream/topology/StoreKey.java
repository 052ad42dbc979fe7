package captionstream.topology;

import captionstream.topology.statistics.Series;

/** Keys of stores in which models or series stand side by side; names hold no control characters. */
final class StoreKey {
    private static final char SEPARATOR = '\u0000';

    private StoreKey() {}

    static String of(String model, String name) {
        return model + SEPARATOR + name;
    }

    static String model(String key) {
        return key.substring(0, key.indexOf(SEPARATOR));
    }

    /** The {@link Series#text} that a key begins with. */
    static String series(String key) {
        return key.substring(0, key.indexOf(SEPARATOR, key.indexOf(SEPARATOR) + 1));
    }

    /** Not above any key that begins with these parts. */
    static String first(String parts) {
        return parts + SEPARATOR;
    }

    /** Above every key that begins with these parts, and below any other that is above them. */
    static String last(String parts) {
        return parts + (char) (SEPARATOR + 1);
    }
}
