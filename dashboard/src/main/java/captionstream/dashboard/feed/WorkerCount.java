package captionstream.dashboard.feed;

import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts, now and then, the members of all groups that read {@code caption-requests}: each is a worker. */
final class WorkerCount implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerCount.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Admin admin;
    private final Consumer<@Nullable Integer> counted;
    /** A group that is being balanced anew has members but no partitions. */
    private final Set<String> groupsOfWorkers = new HashSet<>();

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "dashboard-workers"));

    private record Members(String group, int count, boolean readRequests) {}

    private WorkerCount(Admin admin, Consumer<@Nullable Integer> counted) {
        this.admin = admin;
        this.counted = counted;
    }

    /** @param counted takes the number each time; null where the cluster does not say */
    static WorkerCount start(KafkaConnection kafka, Consumer<@Nullable Integer> counted) {
        WorkerCount count = new WorkerCount(Admin.create(kafka.clientConfig()), counted);
        count.clock.scheduleWithFixedDelay(count::count, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return count;
    }

    private void count() {
        try {
            counted.accept(workers());
        } catch (ExecutionException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("Workers cannot be counted");
            counted.accept(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int workers() throws ExecutionException, InterruptedException {
        Collection<GroupListing> groups = admin.listGroups().valid().get();
        Collection<ShareGroupDescription> shared = admin.describeShareGroups(ids(groups, GroupType.SHARE))
                .all()
                .get()
                .values();
        Collection<ConsumerGroupDescription> consuming = admin.describeConsumerGroups(
                        ids(groups, GroupType.CLASSIC, GroupType.CONSUMER))
                .all()
                .get()
                .values();
        return Stream.concat(
                        shared.stream().map(WorkerCount::members),
                        consuming.stream().map(WorkerCount::members))
                .filter(this::areWorkers)
                .mapToInt(Members::count)
                .sum();
    }

    private boolean areWorkers(Members members) {
        if (members.readRequests) {
            groupsOfWorkers.add(members.group);
        }
        return groupsOfWorkers.contains(members.group);
    }

    private static List<String> ids(Collection<GroupListing> groups, GroupType... types) {
        List<GroupType> wanted = List.of(types);
        return groups.stream()
                .filter(group -> group.type().filter(wanted::contains).isPresent())
                .map(GroupListing::groupId)
                .toList();
    }

    private static Members members(ShareGroupDescription group) {
        return new Members(
                group.groupId(),
                group.members().size(),
                group.members().stream()
                        .anyMatch(member -> haveRequests(member.assignment().topicPartitions())));
    }

    private static Members members(ConsumerGroupDescription group) {
        return new Members(
                group.groupId(),
                group.members().size(),
                group.members().stream()
                        .anyMatch(member -> haveRequests(member.assignment().topicPartitions())));
    }

    private static boolean haveRequests(Set<TopicPartition> partitions) {
        return partitions.stream().anyMatch(partition -> partition.topic().equals(Topic.CAPTION_REQUESTS.topicName()));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        admin.close(Duration.ofSeconds(1));
    }
}
