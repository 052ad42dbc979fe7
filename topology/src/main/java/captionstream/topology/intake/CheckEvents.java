package captionstream.topology.intake;

import captionstream.schemas.FailureStage;
import captionstream.topology.failure.DeadLetters;
import captionstream.topology.intake.CheckedEvent.Invalid;
import captionstream.topology.intake.CheckedEvent.Valid;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Passes valid events, keyed by id, to one node and dead letters, keyed as the record was, to another. */
public final class CheckEvents extends ContextualProcessor<byte[], byte[], Object, Object> {
    private static final DeadLetters DEAD_LETTERS = new DeadLetters(FailureStage.INTAKE);

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
            context().forward(record.withKey(valid.event().getId()).withValue(valid.event()), validTo);
        } else if (checked instanceof Invalid invalid) {
            context().forward(record.withValue(deadLetter(record, invalid)), invalidTo);
        }
    }

    private captionstream.DeadLetter deadLetter(Record<byte[], byte[]> record, Invalid invalid) {
        return DEAD_LETTERS.of(
                context().recordMetadata().orElseThrow(),
                record.key(),
                record.value(),
                invalid.reason(),
                invalid.message(),
                invalid.imageId(),
                invalid.uri(),
                context().currentSystemTimeMs());
    }
}
