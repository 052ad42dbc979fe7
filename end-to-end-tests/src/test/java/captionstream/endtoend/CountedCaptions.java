package captionstream.endtoend;

import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/** How far the statistics topology has committed. Safe for many threads. */
final class CountedCaptions implements AutoCloseable {
    private static final String GROUP = "captionstream-statistics";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Admin admin;

    CountedCaptions(KafkaConnection kafka) {
        admin = Admin.create(kafka.clientConfig());
    }

    /** Captions whose counting is committed; they must have been published outside of transactions. */
    long count() throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(Topic.CAPTIONS.topicName()))
                .filter(entry -> entry.getValue() != null)
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    /** For some minutes at most. */
    void await(long number) {
        Awaitility.await().atMost(PATIENCE).until(() -> count() == number);
    }

    @Override
    public void close() {
        admin.close();
    }
}
