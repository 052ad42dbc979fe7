package captionstream.cli.audit;

import captionstream.schemas.Topic;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * From where on it means something that nothing came of an event or a request: what came of older ones may have been
 * deleted. Topics that still begin at offset 0 hide nothing; others hide what is older than their retention time, or
 * anything where they are kept by size.
 *
 * @param judgedFrom offsets of image events and of caption requests; partitions that are judged whole are left out
 */
record Horizon(Map<TopicPartition, Long> judgedFrom) {
    private static final List<Topic> OF_EVENTS =
            List.of(Topic.CAPTION_REQUESTS, Topic.REPEATED_EVENTS, Topic.DEAD_LETTERS);
    private static final List<Topic> OF_REQUESTS = List.of(Topic.CAPTIONS, Topic.DEAD_LETTERS);

    /** @param firsts the first offset that is kept of every partition of the pipeline's topics */
    static Horizon of(Admin admin, Map<TopicPartition, Long> firsts, Instant now) {
        Set<String> cut = firsts.entrySet().stream()
                .filter(first -> first.getValue() > 0)
                .map(first -> first.getKey().topic())
                .collect(Collectors.toSet());
        Map<TopicPartition, Long> judgedFrom = new HashMap<>();
        judge(admin, Topic.IMAGE_EVENTS, hidden(admin, OF_EVENTS, cut, now), firsts, judgedFrom);
        judge(admin, Topic.CAPTION_REQUESTS, hidden(admin, OF_REQUESTS, cut, now), firsts, judgedFrom);
        return new Horizon(Map.copyOf(judgedFrom));
    }

    private static void judge(
            Admin admin,
            Topic topic,
            long since,
            Map<TopicPartition, Long> firsts,
            Map<TopicPartition, Long> judgedFrom) {
        if (since == Long.MIN_VALUE) {
            return;
        }
        Collection<TopicPartition> partitions = firsts.keySet().stream()
                .filter(partition -> partition.topic().equals(topic.topicName()))
                .toList();
        Map<TopicPartition, Long> young =
                since == Long.MAX_VALUE ? Map.of() : new Offsets(admin).since(partitions, since);
        partitions.forEach(partition -> judgedFrom.put(partition, young.getOrDefault(partition, Long.MAX_VALUE)));
    }

    /** Up to when records of any of the topics may have been deleted, in milliseconds. */
    private static long hidden(Admin admin, List<Topic> topics, Set<String> cut, Instant now) {
        return topics.stream()
                .map(Topic::topicName)
                .filter(cut::contains)
                .mapToLong(topic -> hidden(admin, topic, now))
                .max()
                .orElse(Long.MIN_VALUE);
    }

    private static long hidden(Admin admin, String topic, Instant now) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config =
                Offsets.result(admin.describeConfigs(List.of(resource)).values().get(resource));
        long age = setting(config, TopicConfig.RETENTION_MS_CONFIG);
        boolean bySize = setting(config, TopicConfig.RETENTION_BYTES_CONFIG) >= 0;
        return bySize || age < 0 ? Long.MAX_VALUE : now.toEpochMilli() - age;
    }

    private static long setting(Config config, String name) {
        return Long.parseLong(config.get(name).value());
    }

    long judgedFrom(TopicPartition partition) {
        return judgedFrom.getOrDefault(partition, 0L);
    }
}
