package captionstream.cli.demo;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.ImageEvent;
import captionstream.cli.kafka.TopicReader;
import captionstream.cli.kafka.TopicReader.Start;
import captionstream.cli.kafka.TopicRow;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.function.Consumer;

/** Enters events, captions and dead letters into the ledger as they arrive, from the beginning of their topics. */
final class OutcomeFeed implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Ledger ledger;
    private final TopicReader<ImageEvent> events;
    private final TopicReader<Caption> captions;
    private final TopicReader<DeadLetter> deadLetters;

    OutcomeFeed(KafkaConnection connection, AvroSerdes serdes, Ledger ledger) {
        this.ledger = ledger;
        events = new TopicReader<>(connection, serdes, Topic.IMAGE_EVENTS, ImageEvent.class, Start.BEGINNING);
        captions = new TopicReader<>(connection, serdes, Topic.CAPTIONS, Caption.class, Start.BEGINNING);
        deadLetters = new TopicReader<>(connection, serdes, Topic.DEAD_LETTERS, DeadLetter.class, Start.BEGINNING);
    }

    /** Enters all that was there before. */
    void catchUp() {
        while (!(events.hasCaughtUp() && captions.hasCaughtUp() && deadLetters.hasCaughtUp())) {
            poll(caption -> {}, letter -> {});
        }
    }

    /** Enters what has come since, events first; waits a moment where nothing has. */
    void poll(Consumer<Caption> onCaption, Consumer<DeadLetter> onDeadLetter) {
        events.poll(POLL).forEach(row -> ledger.event(row.partition(), row.offset(), row.key()));
        for (TopicRow<Caption> row : captions.poll(POLL)) {
            Caption caption = row.value();
            if (caption != null) {
                ledger.caption(caption);
                onCaption.accept(caption);
            }
        }
        for (TopicRow<DeadLetter> row : deadLetters.poll(POLL)) {
            DeadLetter letter = row.value();
            if (letter != null) {
                ledger.deadLetter(letter);
                onDeadLetter.accept(letter);
            }
        }
    }

    @Override
    public void close() {
        events.close();
        captions.close();
        deadLetters.close();
    }
}
