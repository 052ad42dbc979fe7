package captionstream.dashboard.feed;

import captionstream.schemas.Topic;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Which partitions a feed reads, and from which offset each of them is read first. */
final class PartitionTail {
    private final Map<String, StartAt> starts;
    private final Clock clock;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    PartitionTail(Map<Topic, StartAt> starts, Clock clock) {
        this.starts = starts.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().topicName(), Map.Entry::getValue));
        this.clock = clock;
    }

    /** Assigns all partitions there are to a consumer, placing it where reading began or had got to. */
    void assign(Consumer<?, ?> consumer) {
        Set<TopicPartition> found = partitions(consumer);
        Set<TopicPartition> added = without(found, consumer.assignment());
        if (added.isEmpty()) {
            return;
        }
        consumer.assign(found);
        Set<TopicPartition> unknown = without(added, next.keySet());
        if (!unknown.isEmpty()) {
            next.putAll(firstOffsets(consumer, unknown));
        }
        added.forEach(partition -> consumer.seek(partition, next.get(partition)));
    }

    boolean allTopicsFound() {
        return next.keySet().stream()
                .map(TopicPartition::topic)
                .collect(Collectors.toSet())
                .containsAll(starts.keySet());
    }

    void read(TopicPartition partition, long nextOffset) {
        next.put(partition, nextOffset);
    }

    /** Whether the consumer has passed the end that each partition had when it was first seen. */
    boolean passedFirstEnds(Consumer<?, ?> consumer) {
        return consumer.assignment().stream()
                .allMatch(partition -> consumer.position(partition) >= ends.get(partition));
    }

    private Set<TopicPartition> partitions(Consumer<?, ?> consumer) {
        Map<String, List<PartitionInfo>> topics = consumer.listTopics();
        return starts.keySet().stream()
                .map(topic -> topics.getOrDefault(topic, List.of()))
                .flatMap(Collection::stream)
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
    }

    private Map<TopicPartition, Long> firstOffsets(Consumer<?, ?> consumer, Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> currentEnds = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndTimestamp> young = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(partition -> partition, this::oldestTime)));
        ends.putAll(currentEnds);
        return partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> {
            long end = currentEnds.get(partition);
            return start(partition).offset(beginnings.get(partition), end, offsetOr(end, young.get(partition)));
        }));
    }

    private long oldestTime(TopicPartition partition) {
        return clock.millis() - start(partition).age().toMillis();
    }

    private StartAt start(TopicPartition partition) {
        return starts.get(partition.topic());
    }

    private static long offsetOr(long end, @Nullable OffsetAndTimestamp found) {
        return found == null ? end : found.offset();
    }

    private static Set<TopicPartition> without(Set<TopicPartition> partitions, Set<TopicPartition> others) {
        Set<TopicPartition> rest = new HashSet<>(partitions);
        rest.removeAll(others);
        return rest;
    }
}
