package captionstream.dashboard.feed;

import captionstream.schemas.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that reads whole topics, outside any consumer group, for as long as it is open. Topics may appear later;
 * after a failure it starts a new consumer where the old one stopped, so that no record is counted twice.
 */
final class TopicFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration DISCOVERY_WHILE_INCOMPLETE = Duration.ofSeconds(1);
    private static final Duration DISCOVERY = Duration.ofSeconds(30);
    private static final Map<String, Topic> TOPICS =
            Arrays.stream(Topic.values()).collect(Collectors.toMap(Topic::topicName, Function.identity()));

    private final Supplier<Consumer<String, byte[]>> consumers;
    private final PartitionTail tail;
    private final RecordSink sink;
    private final Runnable whenCaughtUp;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private boolean caughtUp;

    private TopicFeed(
            String name,
            Supplier<Consumer<String, byte[]>> consumers,
            PartitionTail tail,
            RecordSink sink,
            Runnable whenCaughtUp) {
        this.consumers = consumers;
        this.tail = tail;
        this.sink = sink;
        this.whenCaughtUp = whenCaughtUp;
        this.thread = new Thread(this::run, name);
    }

    /** @param whenCaughtUp runs once, when what was in the topics at the start has gone to the sink */
    static TopicFeed start(
            String name,
            Supplier<Consumer<String, byte[]>> consumers,
            Map<Topic, StartAt> topics,
            RecordSink sink,
            Runnable whenCaughtUp) {
        PartitionTail tail = new PartitionTail(topics, Clock.systemUTC());
        TopicFeed feed = new TopicFeed(name, consumers, tail, sink, whenCaughtUp);
        feed.thread.setDaemon(true);
        feed.thread.start();
        return feed;
    }

    boolean alive() {
        return thread.isAlive();
    }

    private void run() {
        do {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                follow(consumer);
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("feed", thread.getName())
                        .addKeyValue("cause", e.getMessage())
                        .log("Reading was interrupted and begins again where it stopped");
                LOG.atDebug().setCause(e).log("Reading was interrupted");
            }
        } while (!closesWithin(RETRY));
    }

    private void follow(Consumer<String, byte[]> consumer) {
        long discoverAt = System.nanoTime();
        while (!closesWithin(Duration.ZERO)) {
            if (System.nanoTime() - discoverAt >= 0) {
                tail.assign(consumer);
                discoverAt =
                        System.nanoTime() + (tail.allTopicsFound() ? DISCOVERY : DISCOVERY_WHILE_INCOMPLETE).toNanos();
            }
            if (consumer.assignment().isEmpty()) {
                closesWithin(DISCOVERY_WHILE_INCOMPLETE);
            } else {
                take(consumer.poll(POLL));
                noticeCatchingUp(consumer);
            }
        }
    }

    private void take(ConsumerRecords<String, byte[]> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            sink.accept(TOPICS.get(record.topic()), record);
            tail.read(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
    }

    private void noticeCatchingUp(Consumer<String, byte[]> consumer) {
        if (!caughtUp && tail.allTopicsFound() && tail.passedFirstEnds(consumer)) {
            caughtUp = true;
            whenCaughtUp.run();
        }
    }

    private boolean closesWithin(Duration wait) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        thread.join();
    }
}
