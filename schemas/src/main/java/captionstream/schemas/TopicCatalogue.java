package captionstream.schemas;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
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
                .map(topic -> new NewTopic(
                                topic.topicName(),
                                topic.partitions(requested(admin, topic, existing, partitions)),
                                replication)
                        .configs(topic.config()))
                .toList();
        CreateTopicsResult creation = admin.createTopics(missing);
        awaitLeaders(
                admin,
                missing.stream()
                        .filter(topic -> isMine(creation.values().get(topic.name())))
                        .toList());
    }

    /** Ratings join captions that may have been there long before. */
    private static int requested(Admin admin, Topic topic, Set<String> existing, int partitions) {
        boolean follows = topic == Topic.CAPTION_FEEDBACK && existing.contains(Topic.CAPTIONS.topicName());
        return follows ? partitionCounts(admin, Topic.CAPTIONS).get(Topic.CAPTIONS) : partitions;
    }

    /**
     * @throws KafkaException where ratings would not lie in the partitions that their captions are in, or the cluster
     *     cannot be reached
     */
    public static void requireFeedbackBesideCaptions(Admin admin) {
        Map<Topic, Integer> counts = partitionCounts(admin, Topic.CAPTIONS, Topic.CAPTION_FEEDBACK);
        int captions = counts.get(Topic.CAPTIONS);
        int feedback = counts.get(Topic.CAPTION_FEEDBACK);
        if (captions != feedback) {
            throw new KafkaException("caption-feedback has " + feedback + " partitions and captions " + captions
                    + ", and an image's ratings must be where its captions are: create caption-feedback anew with "
                    + captions + " partitions");
        }
    }

    /**
     * How many partitions topics have that may have been created a moment ago.
     *
     * @throws KafkaException where the cluster cannot be reached or there is no such topic
     */
    public static Map<Topic, Integer> partitionCounts(Admin admin, Topic... topics) {
        List<String> names = Arrays.stream(topics).map(Topic::topicName).toList();
        Map<String, TopicDescription> found =
                onceKnown(() -> result(admin.describeTopics(names).allTopicNames(), "describe topics"));
        return Arrays.stream(topics).collect(Collectors.toMap(Function.identity(), topic -> found.get(topic.topicName())
                .partitions()
                .size()));
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
     * leaves the first out of sequence for good. Asking for offsets is retried by the client until there are leaders.
     */
    private static void awaitLeaders(Admin admin, List<NewTopic> topics) {
        Map<TopicPartition, OffsetSpec> ends = topics.stream()
                .flatMap(topic -> IntStream.range(0, topic.numPartitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        onceKnown(() -> result(admin.listOffsets(ends).all(), "find the leaders of new topics"));
    }

    /** Asks again while a broker has yet to hear of a topic that another has created. */
    private static <T> T onceKnown(Supplier<T> question) {
        long deadline = System.nanoTime() + LEADER_PATIENCE.toNanos();
        while (true) {
            try {
                return question.get();
            } catch (KafkaException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() >= deadline) {
                    throw e;
                }
                LockSupport.parkNanos(LEADER_RETRY.toNanos());
            }
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
