package captionstream.local;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Confluent's compatibility levels: which earlier schemas a new one is held against, and in which direction. */
enum Compatibility {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean newReadsOld;
    private final boolean oldReadsNew;
    private final boolean againstAll;

    Compatibility(boolean newReadsOld, boolean oldReadsNew, boolean againstAll) {
        this.newReadsOld = newReadsOld;
        this.oldReadsNew = oldReadsNew;
        this.againstAll = againstAll;
    }

    static Compatibility named(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RegistryError.invalidCompatibility(name);
        }
    }

    /**
     * What is wrong with a schema as the next one after the earlier ones, oldest first; empty where nothing is.
     */
    List<String> problems(Schema next, List<Schema> earlier) {
        List<Schema> considered =
                againstAll ? earlier : earlier.subList(Math.max(0, earlier.size() - 1), earlier.size());
        List<String> problems = new ArrayList<>();
        for (Schema old : considered) {
            problems.addAll(newReadsOld ? unreadable(next, old) : Collections.emptyList());
            problems.addAll(oldReadsNew ? unreadable(old, next) : Collections.emptyList());
        }
        return problems;
    }

    private static List<String> unreadable(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(found -> found.getType() + " at " + found.getLocation() + ": " + found.getMessage())
                .toList();
    }
}
