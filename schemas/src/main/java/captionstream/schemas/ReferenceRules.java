package captionstream.schemas;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the reference captions of one image must be: each of them is work for a worker's text tower. */
public final class ReferenceRules {
    public static final int MOST_REFERENCES = 32;
    public static final int LONGEST_REFERENCE = 1000;

    private ReferenceRules() {}

    /** What is wrong with the references, for people; null if nothing is. */
    public static @Nullable String violation(List<String> references) {
        if (references.size() > MOST_REFERENCES) {
            return references.size() + " references, and at most " + MOST_REFERENCES + " are allowed";
        }
        for (int i = 0; i < references.size(); i++) {
            String reference = references.get(i);
            if (reference.isBlank()) {
                return "reference " + (i + 1) + " is blank";
            }
            if (reference.length() > LONGEST_REFERENCE) {
                return "reference " + (i + 1) + " has " + reference.length() + " characters, and at most "
                        + LONGEST_REFERENCE + " are allowed";
            }
        }
        return null;
    }
}
