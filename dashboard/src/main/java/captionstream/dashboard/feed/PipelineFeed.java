package captionstream.dashboard.feed;

import captionstream.dashboard.state.PipelineState;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Keeps the picture up to date: one feed for what happens, one for the running results, and a count of the workers. */
public final class PipelineFeed implements AutoCloseable {
    private static final long MOST_RECORDS = 200_000;
    private static final long CAPTIONS_SHOWN_AT_LEAST = 500;
    private static final long DEAD_LETTERS_COUNTED_AT_LEAST = 10_000;

    private static final String HAPPENINGS = "dashboard-happenings";
    private static final String RESULTS = "dashboard-results";

    private final WorkerCount workers;
    private final List<TopicFeed> feeds;

    private PipelineFeed(WorkerCount workers, List<TopicFeed> feeds) {
        this.workers = workers;
        this.feeds = feeds;
    }

    /** @param history how far back events, captions and dead letters are read */
    public static PipelineFeed start(KafkaConnection kafka, Duration history, PipelineState state) {
        StateSink sink = new StateSink(state, AvroSerdes.using(kafka));
        AtomicInteger behind = new AtomicInteger(2);
        Runnable whenCaughtUp = () -> {
            if (behind.decrementAndGet() == 0) {
                state.caughtUp();
            }
        };
        return new PipelineFeed(
                WorkerCount.start(kafka, state::workers),
                List.of(
                        TopicFeed.start(
                                HAPPENINGS, consumers(kafka, HAPPENINGS), happenings(history), sink, whenCaughtUp),
                        TopicFeed.start(RESULTS, consumers(kafka, RESULTS), results(), sink, whenCaughtUp)));
    }

    public boolean alive() {
        return feeds.stream().allMatch(TopicFeed::alive);
    }

    private static Map<Topic, StartAt> happenings(Duration history) {
        return Map.of(
                Topic.IMAGE_EVENTS, new StartAt(history, 0, MOST_RECORDS),
                Topic.CAPTION_REQUESTS, new StartAt(history, 0, MOST_RECORDS),
                Topic.CAPTIONS, new StartAt(history, CAPTIONS_SHOWN_AT_LEAST, MOST_RECORDS),
                Topic.DEAD_LETTERS, new StartAt(history, DEAD_LETTERS_COUNTED_AT_LEAST, MOST_RECORDS));
    }

    private static Map<Topic, StartAt> results() {
        return Map.of(
                Topic.PROMPT_SETS, StartAt.BEGINNING,
                Topic.DEAD_LETTER_REPLAYS, StartAt.BEGINNING,
                Topic.PROMPT_RANKINGS, StartAt.BEGINNING,
                Topic.PROMPT_STATISTICS, StartAt.BEGINNING,
                Topic.PROMPT_COMPATIBILITY, StartAt.BEGINNING,
                Topic.CAPTION_EXTREMES, StartAt.BEGINNING);
    }

    private static Supplier<Consumer<String, byte[]>> consumers(KafkaConnection kafka, String clientId) {
        Map<String, Object> config = kafka.readerConfig();
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "captionstream-" + clientId);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return () -> new KafkaConsumer<>(config);
    }

    @Override
    public void close() throws InterruptedException {
        workers.close();
        for (TopicFeed feed : feeds) {
            feed.close();
        }
    }
}
