package captionstream.schemas;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics that a cluster lacks. */
public final class TopicCatalogue {
    private static final Duration LEADER_PATIENCE = Duration.ofSeconds(30);
    private static final Duration LEADER_RETRY = Duration.ofMillis(20);

    private TopicCatalogue() {}

    /**
     * Creates every topic of {@link Topic} that does not exist, and waits until their partitions have leaders;
     * existing ones are left as they are. Safe to call from several services at once.
     *
     * @param partitions of each topic that is not bound to a fixed number
     * @param replication replicas of each partition, or -1 for the cluster's default
     * @throws KafkaException where the cluster cannot be reached or refuses
     */
    public static void ensureTopics(Admin admin, int partitions, short replication) {
        Set<String> existing = result(admin.listTopics().names(), "list topics");
        List<NewTopic> missing = Arrays.stream(Topic.values())
                .filter(topic -> !existing.contains(topic.topicName()))
                .map(topic -> new NewTopic(topic.topicName(), topic.partitions(partitions), replication)
                        .configs(topic.config()))
                .toList();
        CreateTopicsResult creation = admin.createTopics(missing);
        awaitLeaders(
                admin,
                missing.stream()
                        .filter(topic -> isMine(creation.values().get(topic.name())))
                        .toList());
    }

    /**
     * How many partitions a topic has that may have been created a moment ago.
     *
     * @throws KafkaException where the cluster cannot be reached or there is no such topic
     */
    public static int partitions(Admin admin, Topic topic) {
        long deadline = System.nanoTime() + LEADER_PATIENCE.toNanos();
        while (true) {
            try {
                return result(admin.describeTopics(Set.of(topic.topicName())).allTopicNames(), "describe topics")
                        .get(topic.topicName())
                        .partitions()
                        .size();
            } catch (KafkaException e) {
                if (!isUnheardOf(e) || System.nanoTime() >= deadline) {
                    throw e;
                }
                LockSupport.parkNanos(LEADER_RETRY.toNanos());
            }
        }
    }

    /** The broker that was asked may yet have to hear of the topic. */
    private static boolean isUnheardOf(KafkaException e) {
        return e.getCause() instanceof UnknownTopicOrPartitionException;
    }

    /** Whether this call has created the topic, and not another service at the same moment. */
    private static boolean isMine(KafkaFuture<Void> created) {
        try {
            result(created, "create topics");
            return true;
        } catch (KafkaException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    /**
     * A partition without a leader refuses an idempotent producer's first batch and may then accept its second, which
     * leaves the first out of sequence for good. Asking for offsets is retried by the client until there are leaders,
     * but not while the broker that is asked has yet to hear of the topic.
     */
    private static void awaitLeaders(Admin admin, List<NewTopic> topics) {
        Map<TopicPartition, OffsetSpec> ends = topics.stream()
                .flatMap(topic -> IntStream.range(0, topic.numPartitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        long deadline = System.nanoTime() + LEADER_PATIENCE.toNanos();
        while (!areLed(admin, ends, deadline)) {
            LockSupport.parkNanos(LEADER_RETRY.toNanos());
        }
    }

    private static boolean areLed(Admin admin, Map<TopicPartition, OffsetSpec> ends, long deadline) {
        try {
            result(admin.listOffsets(ends).all(), "find the leaders of new topics");
            return true;
        } catch (KafkaException e) {
            if (isUnheardOf(e) && System.nanoTime() < deadline) {
                return false;
            }
            throw e;
        }
    }

    private static <T> T result(KafkaFuture<T> future, String what) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException("Cannot " + what + ": " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while preparing topics", e);
        }
    }
}
