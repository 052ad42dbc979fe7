package captionstream.topology.statistics;

import captionstream.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record to write.
 *
 * @param value null to withdraw what was written under this key
 */
public record Published(Topic topic, String key, @Nullable SpecificRecord value) {}
