package captionstream.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What the registry's topic says, in memory. Confined to whoever holds the registry's lock. */
final class SchemaIndex {
    private final Map<String, TreeMap<Integer, StoredSchema>> bySubject = new TreeMap<>();
    private final TreeMap<Integer, Schema> byId = new TreeMap<>();
    private final Map<String, Integer> idByText = new HashMap<>();
    private final Map<String, Compatibility> compatibility = new HashMap<>();
    private Compatibility globalCompatibility = Compatibility.BACKWARD;

    void add(StoredSchema stored) {
        bySubject.computeIfAbsent(stored.subject(), subject -> new TreeMap<>()).put(stored.version(), stored);
        byId.put(stored.id(), stored.schema());
        idByText.put(stored.text(), stored.id());
    }

    /** Null as the level gives the subject back to the global one; null as the subject means the global level. */
    void setCompatibility(@Nullable String subject, @Nullable Compatibility level) {
        if (subject == null) {
            globalCompatibility = level == null ? Compatibility.BACKWARD : level;
        } else if (level == null) {
            compatibility.remove(subject);
        } else {
            compatibility.put(subject, level);
        }
    }

    Collection<String> subjects() {
        return List.copyOf(bySubject.keySet());
    }

    List<StoredSchema> versions(String subject) {
        TreeMap<Integer, StoredSchema> versions = bySubject.get(subject);
        return versions == null ? List.of() : new ArrayList<>(versions.values());
    }

    Optional<StoredSchema> find(String subject, Schema schema) {
        String text = schema.toString();
        return versions(subject).stream()
                .filter(stored -> stored.text().equals(text))
                .findFirst();
    }

    /** The schema as the subject's next version; a schema known under another subject keeps its id. */
    StoredSchema next(String subject, Schema schema) {
        TreeMap<Integer, StoredSchema> versions = bySubject.getOrDefault(subject, new TreeMap<>());
        int version = versions.isEmpty() ? 1 : versions.lastKey() + 1;
        int unused = byId.isEmpty() ? 1 : byId.lastKey() + 1;
        return new StoredSchema(subject, version, idByText.getOrDefault(schema.toString(), unused), schema);
    }

    Optional<Schema> byId(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<StoredSchema> uses(int id) {
        return bySubject.values().stream()
                .flatMap(versions -> versions.values().stream())
                .filter(stored -> stored.id() == id)
                .toList();
    }

    Compatibility globalCompatibility() {
        return globalCompatibility;
    }

    Optional<Compatibility> compatibilityOf(String subject) {
        return Optional.ofNullable(compatibility.get(subject));
    }
}
