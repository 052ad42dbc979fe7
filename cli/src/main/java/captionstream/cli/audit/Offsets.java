package captionstream.cli.audit;

import captionstream.schemas.Topic;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** What a cluster says of offsets. Safe for many threads. */
final class Offsets {
    private final Admin admin;

    Offsets(Admin admin) {
        this.admin = admin;
    }

    /**
     * The ends of the topics' partitions. With READ_UNCOMMITTED, open transactions included: who reads committed records
     * gets there once these transactions are over.
     */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel level, Topic... topics) {
        return offsets(
                partitions.stream()
                        .filter(partition -> Arrays.stream(topics)
                                .anyMatch(topic -> topic.topicName().equals(partition.topic())))
                        .toList(),
                OffsetSpec.latest(),
                level);
    }

    /** The first offset of each partition whose record is at least as young; none where no record is. */
    Map<TopicPartition, Long> since(Collection<TopicPartition> partitions, long timestamp) {
        Map<TopicPartition, Long> offsets =
                offsets(partitions, OffsetSpec.forTimestamp(timestamp), IsolationLevel.READ_UNCOMMITTED);
        offsets.values().removeIf(offset -> offset < 0);
        return offsets;
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel level) {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        result(admin.listOffsets(asked, new ListOffsetsOptions(level)).all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    /** Up to where intake and workers are done; nothing where there is no such group. */
    Map<TopicPartition, Long> passed(Groups groups) {
        Map<TopicPartition, Long> passed = new HashMap<>(committed(groups.intake()));
        passed.putAll(
                switch (groups.delivery()) {
                    case EXACTLY_ONCE -> committed(groups.worker());
                    case SHARE -> shared(groups.worker());
                });
        return passed;
    }

    /** Where the records begin that a share group has not done, or not all of them. */
    private Map<TopicPartition, Long> shared(String group) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try {
            result(admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                            .partitionsToOffsetInfo(group))
                    .forEach((partition, info) -> {
                        if (info != null) {
                            offsets.put(partition, info.startOffset());
                        }
                    });
        } catch (GroupIdNotFoundException e) {
            return Map.of();
        }
        return offsets;
    }

    private Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try {
            result(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            offsets.put(partition, offset.offset());
                        }
                    });
        } catch (GroupIdNotFoundException e) {
            return Map.of();
        }
        return offsets;
    }

    static <T> T result(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while asking Kafka for offsets", e);
        }
    }
}
