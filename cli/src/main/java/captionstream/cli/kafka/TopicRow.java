package captionstream.cli.kafka;

import org.jspecify.annotations.Nullable;

/**
 * One record of a topic.
 *
 * @param value null for a tombstone, and where {@code problem} is set
 * @param problem why the value could not be decoded
 * @param <T> the topic's record
 */
public record TopicRow<T>(
        int partition,
        long offset,
        @Nullable String key,
        @Nullable T value,
        @Nullable String problem) {}
