package captionstream.local;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The registry's rules: what may be registered, under which id. Every change is in the topic before it is answered. */
final class SchemaStore implements AutoCloseable {
    private final SchemaIndex index = new SchemaIndex();
    private final SchemaTopic topic;

    private SchemaStore(SchemaTopic topic) {
        this.topic = topic;
    }

    static SchemaStore open(Map<String, Object> clientConfig) {
        SchemaTopic topic = new SchemaTopic(clientConfig);
        try {
            SchemaStore store = new SchemaStore(topic);
            topic.create();
            topic.load(store.index);
            return store;
        } catch (RuntimeException e) {
            topic.close();
            throw e;
        }
    }

    synchronized StoredSchema register(String subject, Schema schema) {
        return index.find(subject, schema).orElseGet(() -> registerNext(subject, schema));
    }

    synchronized StoredSchema lookUp(String subject, Schema schema) {
        existing(subject);
        return index.find(subject, schema).orElseThrow(() -> RegistryError.schemaNotFound("Schema"));
    }

    synchronized Collection<String> subjects() {
        return index.subjects();
    }

    synchronized List<StoredSchema> versions(String subject) {
        return existing(subject);
    }

    /** @param version a number from 1, or latest, or -1 for the latest, too */
    synchronized StoredSchema version(String subject, String version) {
        int number = number(version);
        List<StoredSchema> versions = existing(subject);
        return versions.stream()
                .filter(stored -> number < 0 || stored.version() == number)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> RegistryError.versionNotFound(version));
    }

    synchronized Schema schema(int id) {
        return index.byId(id).orElseThrow(() -> RegistryError.schemaNotFound("Schema " + id));
    }

    synchronized List<StoredSchema> uses(int id) {
        schema(id);
        return index.uses(id);
    }

    synchronized List<String> problems(String subject, Schema schema, List<StoredSchema> earlier) {
        return compatibility(subject)
                .problems(schema, earlier.stream().map(StoredSchema::schema).toList());
    }

    synchronized Compatibility compatibility(@Nullable String subject) {
        return subject == null
                ? index.globalCompatibility()
                : index.compatibilityOf(subject).orElse(index.globalCompatibility());
    }

    synchronized Compatibility ownCompatibility(String subject) {
        return index.compatibilityOf(subject).orElseThrow(() -> RegistryError.noCompatibilityOf(subject));
    }

    synchronized void setCompatibility(@Nullable String subject, @Nullable Compatibility level) {
        topic.append(subject, level);
        index.setCompatibility(subject, level);
    }

    @Override
    public void close() {
        topic.close();
    }

    private StoredSchema registerNext(String subject, Schema schema) {
        List<String> problems = problems(subject, schema, index.versions(subject));
        if (!problems.isEmpty()) {
            throw RegistryError.incompatible(subject, String.join("; ", problems));
        }
        StoredSchema next = index.next(subject, schema);
        topic.append(next);
        index.add(next);
        return next;
    }

    private List<StoredSchema> existing(String subject) {
        List<StoredSchema> versions = index.versions(subject);
        if (versions.isEmpty()) {
            throw RegistryError.subjectNotFound(subject);
        }
        return versions;
    }

    private static int number(String version) {
        if (version.equals("latest") || version.equals("-1")) {
            return -1;
        }
        try {
            int number = Integer.parseInt(version);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, as any other text is.
        }
        throw RegistryError.invalidVersion(version);
    }
}
