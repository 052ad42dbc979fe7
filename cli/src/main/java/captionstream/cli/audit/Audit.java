package captionstream.cli.audit;

import captionstream.cli.console.CommandFailure;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the pipeline's topics in rounds and says after each what has become of every event. In a round, committed
 * offsets are looked up before the ends of the outcomes they promise, and these before the ends of what outcomes refer
 * to: whatever a round has read, it has read the cause of, too. For one thread.
 */
public final class Audit implements AutoCloseable {
    /** The topics that must exist. */
    static final List<Topic> TOPICS = List.of(
            Topic.IMAGE_EVENTS,
            Topic.REPEATED_EVENTS,
            Topic.CAPTION_REQUESTS,
            Topic.CAPTIONS,
            Topic.DEAD_LETTERS,
            Topic.DEAD_LETTER_REPLAYS);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MOST_EXAMPLES = 10;
    private static final double MOST_OF_MEMORY = 0.6;

    private final Admin admin;
    private final BoundedReader reader;
    private final Offsets offsets;
    private final Groups groups;
    private final Map<TopicPartition, Long> upTo;
    private final IsolationLevel level;
    private final Horizon horizon;
    private final Books books;
    private final Ledger ledger;
    private final LedgerEntry entry;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private Map<TopicPartition, Long> passed = Map.of();
    private boolean roundIsOver = true;

    private Audit(
            Admin admin,
            BoundedReader reader,
            AvroSerdes serdes,
            Groups groups,
            Map<TopicPartition, Long> upTo,
            IsolationLevel level,
            int mostExamples,
            AuditListener listener) {
        this.admin = admin;
        this.reader = reader;
        this.groups = groups;
        this.upTo = upTo;
        this.level = level;
        offsets = new Offsets(admin);
        horizon = Horizon.of(admin, reader.firsts(), Instant.now());
        books = new Books(reader.firsts(), upTo, groups.delivery());
        ledger = new Ledger(books, mostExamples);
        entry = new LedgerEntry(ledger, serdes, listener);
    }

    /** Of the events that are there now, and of nothing that comes of later ones. */
    static Audit ofEventsSoFar(KafkaConnection connection, AvroSerdes serdes, Groups groups, int mostExamples) {
        Admin admin = Admin.create(connection.clientConfig());
        BoundedReader reader = new BoundedReader(connection, TOPICS);
        Map<TopicPartition, Long> upTo =
                new Offsets(admin).ends(reader.firsts().keySet(), IsolationLevel.READ_UNCOMMITTED, Topic.IMAGE_EVENTS);
        return new Audit(
                admin, reader, serdes, groups, upTo, IsolationLevel.READ_UNCOMMITTED, mostExamples, AuditListener.NONE);
    }

    /** Of the events that are there and that will come; waits for no open transaction, since it reads on anyway. */
    public static Audit ofEventsAsTheyCome(
            KafkaConnection connection, AvroSerdes serdes, Groups groups, AuditListener listener) {
        Admin admin = Admin.create(connection.clientConfig());
        BoundedReader reader = new BoundedReader(connection, TOPICS);
        return new Audit(
                admin, reader, serdes, groups, Map.of(), IsolationLevel.READ_COMMITTED, MOST_EXAMPLES, listener);
    }

    /**
     * Reads on, for a moment.
     *
     * @return whether a round has ended, so that {@link #tally} has something new to say
     */
    public boolean advance() {
        if (roundIsOver) {
            begin();
        }
        reader.poll(POLL).forEach(entry::enter);
        roundIsOver = reader.isAtBounds();
        return roundIsOver;
    }

    private void begin() {
        passed = offsets.passed(groups);
        lookUpEnds(Topic.CAPTIONS, Topic.DEAD_LETTERS, Topic.DEAD_LETTER_REPLAYS, Topic.REPEATED_EVENTS);
        lookUpEnds(Topic.CAPTION_REQUESTS);
        lookUpEnds(Topic.IMAGE_EVENTS);
        requireMemory(books.bytesTo(ends));
        books.extendTo(ends);
        Map<TopicPartition, Long> bounds = new HashMap<>(ends);
        bounds.putAll(upTo);
        reader.bound(bounds);
    }

    private static void requireMemory(long bytes) {
        if (bytes > MOST_OF_MEMORY * Runtime.getRuntime().maxMemory()) {
            throw CommandFailure.environment(
                    "So many events take about " + (bytes >> 20) + " MB to account for, of "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MB that this process has",
                    "Give it more, as in CAPTIONSTREAM_JAVA_OPTS=-Xmx" + (bytes / 300_000_000 + 1) + "g");
        }
    }

    private void lookUpEnds(Topic... topics) {
        ends.putAll(offsets.ends(reader.firsts().keySet(), level, topics));
    }

    /** What has become of every event by the end of the last round. */
    public Tally tally() {
        return ledger.tally(partition -> new Extent(horizon.judgedFrom(partition), passed.getOrDefault(partition, 0L)));
    }

    /** Different images with all their captions by this model. */
    public int completeImages(String model) {
        return ledger.completeImages(model);
    }

    /** What this round has not come past; empty where it has ended. */
    public Optional<CommandFailure> obstacle() {
        return reader.obstacles().stream().findFirst().map(obstacle -> obstacle.explained(admin));
    }

    /** Records read and still to be read in this round, by offsets. */
    long read() {
        return reader.read();
    }

    long left() {
        return reader.left();
    }

    /** What has been read of every partition. */
    List<Span> spans() {
        return reader.firsts().entrySet().stream()
                .map(first -> new Span(
                        first.getKey(),
                        first.getValue(),
                        upTo.getOrDefault(first.getKey(), ends.getOrDefault(first.getKey(), first.getValue())),
                        horizon.judgedFrom(first.getKey())))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        reader.close();
        admin.close(Duration.ofSeconds(5));
    }
}
