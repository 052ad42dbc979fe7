package captionstream.cli.kafka;

import captionstream.cli.console.CommandFailure;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** Whether a cluster is there, asked before anything is sent to it. */
public final class Cluster {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Cluster() {}

    /** @throws CommandFailure when no broker answers in time */
    public static void require(KafkaConnection connection) {
        topics(connection, PATIENCE);
    }

    /** As {@link #require(KafkaConnection)}, for a service that may be started before its cluster. */
    public static void await(KafkaConnection connection, Duration patience) {
        topics(connection, patience);
    }

    /** @throws CommandFailure when no broker answers, or the topic does not exist */
    public static void require(KafkaConnection connection, Topic topic) {
        if (!topics(connection, PATIENCE).contains(topic.topicName())) {
            throw CommandFailure.environment(
                    "There is no topic " + topic.topicName() + " at " + connection.bootstrapServers(),
                    "Start 'captionstream demo' or 'captionstream topology' first, which creates it");
        }
    }

    private static Set<String> topics(KafkaConnection connection, Duration patience) {
        Map<String, Object> config = connection.clientConfig();
        Duration forOneRequest = patience.compareTo(PATIENCE) < 0 ? patience : PATIENCE;
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(forOneRequest.toMillis()));
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(patience.toMillis()));
        try (Admin admin = Admin.create(config)) {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TimeoutException
                    ? unreachable(connection, patience).causedBy(e)
                    : new KafkaException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while reaching Kafka", e);
        }
    }

    private static CommandFailure unreachable(KafkaConnection connection, Duration patience) {
        return CommandFailure.environment(
                "No Kafka broker answered at " + connection.bootstrapServers() + " within " + patience.toSeconds()
                        + " s",
                "Start one ('captionstream demo' brings its own) or name yours with --bootstrap-servers");
    }
}
