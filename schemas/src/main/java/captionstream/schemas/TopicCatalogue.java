package captionstream.schemas;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that a cluster lacks. */
public final class TopicCatalogue {
    private TopicCatalogue() {}

    /**
     * Creates every topic of {@link Topic} that does not exist; existing ones are left as they are. Safe to call from
     * several services at once.
     *
     * @param partitions of each topic that is not bound to a fixed number
     * @param replication replicas of each partition, or -1 for the cluster's default
     * @throws KafkaException where the cluster cannot be reached or refuses
     */
    public static void ensureTopics(Admin admin, int partitions, short replication) {
        Set<String> existing = names(admin);
        List<NewTopic> missing = Arrays.stream(Topic.values())
                .filter(topic -> !existing.contains(topic.topicName()))
                .map(topic -> new NewTopic(topic.topicName(), topic.partitions(partitions), replication)
                        .configs(topic.config()))
                .toList();
        admin.createTopics(missing).values().values().forEach(created -> {
            try {
                created.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new KafkaException(
                            "Cannot create topics: " + e.getCause().getMessage(), e.getCause());
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        });
    }

    private static Set<String> names(Admin admin) {
        try {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw new KafkaException("Cannot list topics: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static KafkaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaException("Interrupted while preparing topics", e);
    }
}
