package captionstream.cli.replay;

import captionstream.DeadLetter;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** Publishes the records of chosen dead letters again, each once. For one thread. */
final class Replay {
    /** What must exist. */
    static final List<Topic> TOPICS = List.of(Topic.DEAD_LETTERS, Topic.DEAD_LETTER_REPLAYS, Topic.CAPTIONS);

    private final KafkaConnection connection;
    private final Selection selection;
    private final long limit;
    private final AvroSerdes serdes;
    private final DeadLetterTopics topics;

    /**
     * @param limit most to be replayed, the oldest first
     * @param progress told now and then how many records were read
     */
    Replay(KafkaConnection connection, Selection selection, long limit, LongConsumer progress) {
        this.connection = connection;
        this.selection = selection;
        this.limit = limit;
        this.serdes = AvroSerdes.using(connection);
        this.topics = new DeadLetterTopics(connection, serdes, progress);
    }

    /** What would be done. */
    ReplayPlan plan(Consumer<DeadLetter> chosen) {
        ReplayPlan plan = plan();
        topics.eachDeadLetter((position, letter) -> {
            if (plan.chosen().contains(position)) {
                chosen.accept(letter);
            }
        });
        return plan;
    }

    /**
     * @return what was done
     * @throws org.apache.kafka.common.KafkaException where it was not done, or not all of it: doing it again repeats
     *     nothing
     */
    ReplayPlan perform() {
        try (ReplayTransaction transaction = ReplayTransaction.begin(connection, serdes)) {
            ReplayPlan plan = plan();
            if (!plan.chosen().isEmpty()) {
                topics.eachDeadLetter(
                        (position, letter) -> {
                            if (plan.chosen().contains(position)) {
                                transaction.add(position, letter, Instant.now());
                            }
                        },
                        transaction::commit);
            }
            return plan;
        }
    }

    private ReplayPlan plan() {
        Candidates candidates = new Candidates(selection);
        topics.eachDeadLetter(candidates::enter);
        List<Candidate> chosen = candidates.chosen();
        Set<String> images =
                chosen.stream().map(Candidate::imageId).filter(id -> id != null).collect(Collectors.toSet());
        History history = new History(topics.replayed(), topics.captioned(images), candidates.latest());
        return ReplayPlan.of(chosen, history, limit);
    }
}
