package captionstream.cli.replay;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.DeadLetterReplay;
import captionstream.cli.kafka.TopicReader;
import captionstream.cli.kafka.TopicReader.Start;
import captionstream.cli.kafka.TopicRow;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;

/** The topics that say what was given up and what has become of it, each from its beginning to where it ends now. */
final class DeadLetterTopics {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConnection connection;
    private final AvroSerdes serdes;
    private final LongConsumer progress;
    private long read;

    /** @param progress told now and then how many records were read */
    DeadLetterTopics(KafkaConnection connection, AvroSerdes serdes, LongConsumer progress) {
        this.connection = connection;
        this.serdes = serdes;
        this.progress = progress;
    }

    void eachDeadLetter(BiConsumer<RecordPosition, DeadLetter> action) {
        eachDeadLetter(action, () -> {});
    }

    /** @param afterSome runs now and then, at the end too */
    void eachDeadLetter(BiConsumer<RecordPosition, DeadLetter> action, Runnable afterSome) {
        read(
                Topic.DEAD_LETTERS,
                DeadLetter.class,
                (row, letter) -> action.accept(
                        new RecordPosition(Topic.DEAD_LETTERS.topicName(), row.partition(), row.offset()), letter),
                afterSome);
    }

    /** Where the dead letters stand that were replayed. */
    Set<RecordPosition> replayed() {
        Set<RecordPosition> positions = new HashSet<>();
        read(
                Topic.DEAD_LETTER_REPLAYS,
                DeadLetterReplay.class,
                (row, replay) -> positions.add(
                        new RecordPosition(Topic.DEAD_LETTERS.topicName(), replay.getPartition(), replay.getOffset())),
                () -> {});
        return positions;
    }

    /** Which of these images have captions. */
    Set<String> captioned(Set<String> imageIds) {
        Set<String> captioned = new HashSet<>();
        if (!imageIds.isEmpty()) {
            read(
                    Topic.CAPTIONS,
                    Caption.class,
                    (row, caption) -> {
                        if (imageIds.contains(caption.getImageId())) {
                            captioned.add(caption.getImageId());
                        }
                    },
                    () -> {});
        }
        return captioned;
    }

    private <T extends SpecificRecord> void read(
            Topic topic, Class<T> type, BiConsumer<TopicRow<T>, T> action, Runnable afterSome) {
        try (TopicReader<T> reader = new TopicReader<>(connection, serdes, topic, type, Start.BEGINNING)) {
            while (!reader.hasCaughtUp()) {
                for (TopicRow<T> row : reader.poll(POLL)) {
                    T value = row.value();
                    if (value != null) {
                        action.accept(row, value);
                    }
                    read++;
                }
                afterSome.run();
                progress.accept(read);
            }
        }
    }
}
