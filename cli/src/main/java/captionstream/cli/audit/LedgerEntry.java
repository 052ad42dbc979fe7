package captionstream.cli.audit;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.DeadLetterReplay;
import captionstream.schemas.Attempts;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Enters records into the ledger as what their topics say they are. For one thread. */
final class LedgerEntry {
    private final Ledger ledger;
    private final AuditListener listener;
    private final Deserializer<CaptionRequest> requests;
    private final Deserializer<Caption> captions;
    private final Deserializer<DeadLetter> deadLetters;
    private final Deserializer<DeadLetterReplay> replays;

    LedgerEntry(Ledger ledger, AvroSerdes serdes, AuditListener listener) {
        this.ledger = ledger;
        this.listener = listener;
        this.requests = serdes.deserializer(CaptionRequest.class);
        this.captions = serdes.deserializer(Caption.class);
        this.deadLetters = serdes.deserializer(DeadLetter.class);
        this.replays = serdes.deserializer(DeadLetterReplay.class);
    }

    void enter(ConsumerRecord<byte[], byte[]> record) {
        switch (topic(record)) {
            case IMAGE_EVENTS -> event(record);
            case REPEATED_EVENTS -> ledger.repeat(position(record), RecordPosition.originIn(record.headers()));
            case CAPTION_REQUESTS -> request(record);
            case CAPTIONS -> enter(record, captions, this::caption);
            case DEAD_LETTERS -> enter(record, deadLetters, this::deadLetter);
            case DEAD_LETTER_REPLAYS -> enter(record, replays, (from, replay) -> ledger.replay(position(from), replay));
            default -> throw new IllegalArgumentException("the audit does not read " + record.topic());
        }
    }

    private static Topic topic(ConsumerRecord<byte[], byte[]> record) {
        return Audit.TOPICS.stream()
                .filter(topic -> topic.topicName().equals(record.topic()))
                .findFirst()
                .orElseThrow();
    }

    private void event(ConsumerRecord<byte[], byte[]> record) {
        ledger.event(position(record), Attempts.in(record.headers()));
        listener.event(record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8));
    }

    private void request(ConsumerRecord<byte[], byte[]> record) {
        ledger.request(
                position(record),
                decoded(record, requests),
                RecordPosition.originIn(record.headers()),
                Attempts.in(record.headers()));
    }

    private void caption(ConsumerRecord<byte[], byte[]> record, Caption caption) {
        ledger.caption(position(record), caption, RecordPosition.originIn(record.headers()));
        listener.caption(caption);
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
        ledger.deadLetter(position(record), letter);
        listener.deadLetter(letter);
    }

    private <T> void enter(
            ConsumerRecord<byte[], byte[]> record,
            Deserializer<T> deserializer,
            BiConsumer<ConsumerRecord<byte[], byte[]>, T> known) {
        T value = decoded(record, deserializer);
        if (value == null) {
            ledger.unreadable(position(record));
        } else {
            known.accept(record, value);
        }
    }

    private static <T> @Nullable T decoded(ConsumerRecord<byte[], byte[]> record, Deserializer<T> deserializer) {
        if (record.value() == null) {
            return null;
        }
        try {
            return deserializer.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            return null;
        }
    }

    private static RecordPosition position(ConsumerRecord<byte[], byte[]> record) {
        return new RecordPosition(record.topic(), record.partition(), record.offset());
    }
}
