package captionstream.worker.intake;

import captionstream.schemas.RecordPosition;
import captionstream.worker.observe.Meter;
import captionstream.worker.observe.WorkerMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The share consumer of caption requests. What it acquired it keeps, by renewing the locks, until it is accepted or this
 * worker stops; then it acquires more, for Kafka gives a consumer nothing new while it renews. For one thread,
 * {@link #wake} excepted.
 */
public final class SharedRequests implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedRequests.class);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int USUAL_LOCK_MILLIS = 30_000;

    private final ShareConsumer<byte[], byte[]> consumer;
    private final LongSupplier nanoClock;
    private final WorkerMetrics metrics;
    private final Semaphore wakes = new Semaphore(0);
    /** Handed out and not accepted, in order. */
    private final Map<RecordPosition, ConsumerRecord<byte[], byte[]>> unfinished = new LinkedHashMap<>();
    /** Those whose lock is this worker's, which are nearly always the same. */
    private final Map<RecordPosition, ConsumerRecord<byte[], byte[]>> locked = new LinkedHashMap<>();

    private long renewAtNanos;
    private boolean rewound;

    /**
     * @param consumer one that acknowledges explicitly
     * @param nanoClock as {@link System#nanoTime}
     */
    public SharedRequests(ShareConsumer<byte[], byte[]> consumer, LongSupplier nanoClock, WorkerMetrics metrics) {
        this.consumer = consumer;
        this.nanoClock = nanoClock;
        this.metrics = metrics;
    }

    public void subscribe(String topic) {
        consumer.subscribe(List.of(topic));
    }

    /**
     * Renews locks of which half has passed and, when hungry and nothing is locked, acquires further records.
     *
     * @param patience how long to wait for records, or while there are locks, for a {@link #wake}
     */
    public List<ConsumerRecord<byte[], byte[]>> poll(Duration patience, boolean hungry) {
        if (rewound && hungry) {
            rewound = false;
            return List.copyOf(unfinished.values());
        }
        if (locked.isEmpty() && hungry) {
            return take(consumer.poll(patience));
        }
        if (isRenewalDue()) {
            return renew();
        }
        sleep(patience);
        return List.of();
    }

    private boolean isRenewalDue() {
        return !locked.isEmpty() && renewAtNanos - nanoClock.getAsLong() <= 0;
    }

    /** A lock that was renewed can be used once the consumer has brought its record again. */
    private List<ConsumerRecord<byte[], byte[]>> renew() {
        Set<RecordPosition> before = new HashSet<>(locked.keySet());
        locked.values().forEach(record -> consumer.acknowledge(record, AcknowledgeType.RENEW));
        locked.clear();
        commit("renew");
        List<ConsumerRecord<byte[], byte[]>> fresh = take(consumer.poll(Duration.ZERO));
        before.retainAll(locked.keySet());
        metrics.count(Meter.LOCKS_RENEWED, before.size());
        return fresh;
    }

    private List<ConsumerRecord<byte[], byte[]>> take(Iterable<ConsumerRecord<byte[], byte[]>> polled) {
        List<ConsumerRecord<byte[], byte[]>> fresh = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            locked.put(position(record), record);
            if (unfinished.putIfAbsent(position(record), record) == null) {
                fresh.add(record);
            }
        }
        long lockMillis = consumer.acquisitionLockTimeoutMs().orElse(USUAL_LOCK_MILLIS);
        renewAtNanos = nanoClock.getAsLong() + TimeUnit.MILLISECONDS.toNanos(lockMillis / 2);
        return fresh;
    }

    private void sleep(Duration patience) {
        long nanos = patience.toNanos();
        if (!locked.isEmpty()) {
            nanos = Math.min(nanos, renewAtNanos - nanoClock.getAsLong());
        }
        try {
            wakes.tryAcquire(nanos, TimeUnit.NANOSECONDS);
            wakes.drainPermits();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Outcomes of these have been written. Of those whose lock was lost they will be written again. */
    public void accept(List<ConsumerRecord<byte[], byte[]>> finished) {
        for (ConsumerRecord<byte[], byte[]> record : finished) {
            unfinished.remove(position(record));
            ConsumerRecord<byte[], byte[]> ours = locked.remove(position(record));
            if (ours != null) {
                consumer.acknowledge(ours, AcknowledgeType.ACCEPT);
            }
        }
        commit("accept");
    }

    /** What cannot be acknowledged, Kafka delivers again: to wait or to fail would not help. */
    private void commit(String purpose) {
        Map<TopicIdPartition, Optional<KafkaException>> answers = consumer.commitSync(ANSWER);
        answers.forEach((partition, failure) -> failure.ifPresent(why -> {
            metrics.count(Meter.LOCKS_REFUSED, 1);
            LOG.atWarn()
                    .addKeyValue("partition", partition.topicPartition())
                    .addKeyValue("purpose", purpose)
                    .addKeyValue("failure", why.toString())
                    .log("Locks of requests were lost; these requests are delivered and captioned again");
        }));
    }

    /** Everything that was handed out and not accepted is handed out again, once; its locks are kept. */
    public void rewind() {
        rewound = !unfinished.isEmpty();
    }

    /** Ends a running or the next wait early. Safe from any thread. */
    public void wake() {
        wakes.release();
    }

    /** Releases what is not accepted, so that others have it at once, and leaves the group. */
    @Override
    public void close() {
        try {
            locked.values().forEach(record -> consumer.acknowledge(record, AcknowledgeType.RELEASE));
        } finally {
            consumer.close(ANSWER);
        }
    }

    private static RecordPosition position(ConsumerRecord<byte[], byte[]> record) {
        return new RecordPosition(record.topic(), record.partition(), record.offset());
    }
}
