package captionstream.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Looks after the broker's side of a share group, which holds settings that share consumers cannot bring along. */
record ShareGroup(Admin admin, String name) {
    private static final String FEATURE = "share.version";
    private static final String DELIVERY_LIMIT = "share.delivery.count.limit";
    private static final int USUAL_DELIVERY_LIMIT = 5;

    /** Requests of aborted transactions are none, and a group that begins has the whole topic to do. */
    private static final Map<String, String> WANTED =
            Map.of("share.isolation.level", "read_committed", "share.auto.offset.reset", "earliest");

    /**
     * Sets what the group needs, before its first member joins.
     *
     * @return how often the group delivers a record that nobody finishes
     * @throws UnsupportedVersionException where the cluster has no share groups
     * @throws IllegalArgumentException where a consumer group has this name
     * @throws AuthorizationException where the settings are others and may not be changed
     */
    int prepare() {
        requireFeature();
        requireNoOtherGroup();
        Config config = config();
        List<AlterConfigOp> changes = changes(config);
        if (!changes.isEmpty()) {
            change(changes);
        }
        return Optional.ofNullable(config.get(DELIVERY_LIMIT))
                .map(entry -> Integer.parseInt(entry.value()))
                .orElse(USUAL_DELIVERY_LIMIT);
    }

    private void requireFeature() {
        FinalizedVersionRange version = answer(admin.describeFeatures().featureMetadata())
                .finalizedFeatures()
                .get(FEATURE);
        if (version == null || version.maxVersionLevel() < 1) {
            throw new UnsupportedVersionException("The cluster has no share groups, which --delivery share needs:"
                    + " run brokers of Kafka 4.2 or later and switch them on with"
                    + " 'kafka-features.sh --bootstrap-server HOST:PORT upgrade --feature share.version=1',"
                    + " or use --delivery exactly-once");
        }
    }

    private void requireNoOtherGroup() {
        boolean taken = answer(admin.listGroups().all()).stream()
                .filter(group -> group.groupId().equals(name))
                .map(GroupListing::type)
                .flatMap(Optional::stream)
                .anyMatch(type -> type != GroupType.SHARE);
        if (taken) {
            throw new IllegalArgumentException(
                    "group is '" + name
                            + "': it must be another with delivery share, since there is a group of this name that shares nothing");
        }
    }

    private Config config() {
        try {
            return answer(admin.describeConfigs(List.of(resource())).values().get(resource()));
        } catch (AuthorizationException e) {
            throw refused(e);
        }
    }

    private static List<AlterConfigOp> changes(Config config) {
        List<AlterConfigOp> changes = new ArrayList<>();
        WANTED.forEach((setting, value) -> {
            ConfigEntry present = config.get(setting);
            if (present == null || !Objects.equals(present.value(), value)) {
                changes.add(new AlterConfigOp(new ConfigEntry(setting, value), OpType.SET));
            }
        });
        return changes;
    }

    private void change(List<AlterConfigOp> changes) {
        try {
            answer(admin.incrementalAlterConfigs(Map.of(resource(), changes)).all());
        } catch (AuthorizationException e) {
            throw refused(e);
        }
    }

    private AuthorizationException refused(AuthorizationException cause) {
        return new GroupAuthorizationException(
                "This worker may not see to the settings of its share group (" + cause.getMessage()
                        + "): allow it DescribeConfigs on group " + name + ", and have them set with"
                        + " 'kafka-configs.sh --bootstrap-server HOST:PORT --alter --group " + name
                        + " --add-config share.isolation.level=read_committed,share.auto.offset.reset=earliest'");
    }

    private ConfigResource resource() {
        return new ConfigResource(ConfigResource.Type.GROUP, name);
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
