package captionstream.topology.query;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of one request, none of which may be misspelt, empty or given twice. */
final class Parameters {
    private static final int LONGEST = 1000;

    private final Map<String, List<String>> values;

    /** @throws IllegalArgumentException saying what is wrong with the first that is */
    Parameters(Map<String, List<String>> values, Set<String> known) {
        this.values = values;
        values.forEach((name, given) -> {
            require(known.contains(name), "There is no parameter '" + name + "': there are " + new TreeSet<>(known));
            require(given.size() == 1, name + " is given " + given.size() + " times: give it once");
            String value = given.get(0);
            require(!value.isBlank(), name + " is empty: leave it out, or give it a value");
            require(value.length() <= LONGEST, name + " is over " + LONGEST + " characters");
        });
    }

    @Nullable
    String text(String name) {
        List<String> given = values.get(name);
        return given == null ? null : given.get(0);
    }

    WindowChoice window() {
        String text = text("window");
        return text == null ? WindowChoice.ALL_TIME : WindowChoice.parse(text);
    }

    @Nullable
    String oneOf(String name, Set<String> allowed) {
        String text = text(name);
        require(text == null || allowed.contains(text), name + " is '" + text + "': it must be one of " + allowed);
        return text;
    }

    /** @param most also what it is where it is not given */
    int upTo(String name, int most) {
        String text = text(name);
        if (text == null) {
            return most;
        }
        boolean fits = text.matches("\\d{1,9}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most;
        require(fits, name + " is '" + text + "': it must be a number from 1 to " + most);
        return Integer.parseInt(text);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
