package captionstream.cli.audit;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/**
 * What was read of a partition.
 *
 * @param first offset that was there
 * @param end offset after the last that was read
 * @param judgedFrom records before it are so old that what came of them may have been deleted
 */
record Span(TopicPartition partition, long first, long end, long judgedFrom) implements Comparable<Span> {
    private static final Comparator<Span> ORDER = Comparator.comparing((Span span) -> Audit.TOPICS.stream()
                    .map(topic -> topic.topicName())
                    .toList()
                    .indexOf(span.partition.topic()))
            .thenComparing(span -> span.partition.partition());

    Span {
        judgedFrom = Math.max(first, Math.min(end, judgedFrom));
    }

    boolean isWhole() {
        return first == 0;
    }

    @Override
    public int compareTo(Span other) {
        return ORDER.compare(this, other);
    }
}
