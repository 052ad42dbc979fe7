package captionstream.topology.intake;

import captionstream.DeadLetter;
import captionstream.ImageEvent;
import captionstream.schemas.Attempts;
import captionstream.schemas.FailureStage;
import captionstream.schemas.RecordPosition;
import captionstream.topology.failure.GivenUpRecord;
import captionstream.topology.intake.CheckedEvent.Invalid;
import captionstream.topology.intake.CheckedEvent.Valid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Passes valid events, keyed by id, to one node and dead letters, keyed as the record was, to another. Headers go no
 * further, since they are of any size and what is made of the record must fit into one; a valid event gets headers that
 * say where it came from and, if it is replayed, which attempt this is.
 */
public final class CheckEvents extends ContextualProcessor<byte[], byte[], Object, Object> {
    private final EventCheck check;
    private final String validTo;
    private final String invalidTo;

    public CheckEvents(EventCheck check, String validTo, String invalidTo) {
        this.check = check;
        this.validTo = validTo;
        this.invalidTo = invalidTo;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        CheckedEvent checked = check.check(record.key(), record.value());
        if (checked instanceof Valid valid) {
            ImageEvent event = valid.event();
            context().forward(new Record<>(event.getId(), event, record.timestamp(), headers(record)), validTo);
        } else if (checked instanceof Invalid invalid) {
            context().forward(deadLetter(record, invalid), invalidTo);
        }
    }

    private Headers headers(Record<byte[], byte[]> record) {
        RecordMetadata from = context().recordMetadata().orElseThrow();
        Headers headers = new RecordHeaders();
        headers.add(new RecordPosition(from.topic(), from.partition(), from.offset()).asOrigin());
        Attempts attempts = Attempts.in(record.headers());
        return attempts.isReplay() ? headers.add(attempts.asHeader()) : headers;
    }

    private Record<byte[], DeadLetter> deadLetter(Record<byte[], byte[]> record, Invalid invalid) {
        return GivenUpRecord.of(
                context(),
                record,
                FailureStage.INTAKE,
                invalid.reason(),
                invalid.message(),
                invalid.imageId(),
                invalid.uri());
    }
}
