package captionstream.local;

import org.apache.avro.Schema;

/** One version of a subject, as the registry keeps it. */
record StoredSchema(String subject, int version, int id, Schema schema) {
    String text() {
        return schema.toString();
    }
}
