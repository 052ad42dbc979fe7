package captionstream.worker.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The consumer of caption requests. It never commits: offsets travel in the producer's transaction, taken from the
 * records themselves. For one thread, {@link #wake} excepted.
 */
public final class RequestSource implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private boolean hungry = true;

    public RequestSource(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Joins the group; {@code onLost} hears, inside {@link #poll}, of partitions that are no longer this member's. */
    public void subscribe(String topic, java.util.function.Consumer<Collection<TopicPartition>> onLost) {
        consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                onLost.accept(partitions);
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                if (!hungry) {
                    consumer.pause(partitions);
                }
            }
        });
    }

    /**
     * Keeps the membership alive and, when hungry, brings further records in partition order.
     *
     * @param patience how long to wait for records; a {@link #wake} ends it
     */
    public List<ConsumerRecord<byte[], byte[]>> poll(Duration patience, boolean hungry) {
        appetite(hungry);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try {
            consumer.poll(patience).forEach(records::add);
        } catch (WakeupException e) {
            return records;
        }
        return records;
    }

    private void appetite(boolean hungry) {
        this.hungry = hungry;
        if (hungry) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
    }

    /** Goes back to the committed offsets, so that whatever was polled since is polled again. */
    public void rewind() {
        Set<TopicPartition> assigned = consumer.assignment();
        Map<TopicPartition, OffsetAndMetadata> committed = committed(assigned);
        for (TopicPartition partition : assigned) {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        while (true) {
            try {
                return consumer.committed(partitions);
            } catch (WakeupException e) {
                // It was meant for poll; the loop looks around after this call anyway.
            }
        }
    }

    /** Proves to the transaction that this member still owns what it consumed. */
    public ConsumerGroupMetadata membership() {
        return consumer.groupMetadata();
    }

    /** Ends a running or the next {@link #poll} early. Safe from any thread. */
    public void wake() {
        consumer.wakeup();
    }

    /** Leaves the group at once, so that others take over without waiting for a session to expire. */
    @Override
    public void close() {
        consumer.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(Duration.ofSeconds(5)));
    }
}
