package captionstream.worker.publish;

import captionstream.CaptionRequest;
import captionstream.schemas.DeadLetterReason;
import captionstream.worker.caption.CaptionOutcome;
import captionstream.worker.intake.LoadedRequest.Loaded;
import captionstream.worker.intake.LoadedRequest.Refused;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What became of one consumed record: captions or a dead letter, never both. */
public sealed interface RequestOutcome {
    ConsumerRecord<byte[], byte[]> origin();

    /** A caption for every prompt. */
    record Described(Loaded source, CaptionOutcome.Captioned captioned) implements RequestOutcome {
        @Override
        public ConsumerRecord<byte[], byte[]> origin() {
            return source.origin();
        }
    }

    /** A dead letter; {@code request} is null where the record could not be read. */
    record GivenUp(
            ConsumerRecord<byte[], byte[]> origin,
            @Nullable CaptionRequest request,
            DeadLetterReason reason,
            String message)
            implements RequestOutcome {}

    static RequestOutcome of(Refused refused) {
        return new GivenUp(refused.origin(), refused.request(), refused.reason(), refused.message());
    }

    static RequestOutcome of(Loaded source, CaptionOutcome outcome) {
        if (outcome instanceof CaptionOutcome.Captioned captioned) {
            return new Described(source, captioned);
        }
        CaptionOutcome.Rejected rejected = (CaptionOutcome.Rejected) outcome;
        return new GivenUp(source.origin(), source.request(), rejected.reason(), rejected.message());
    }
}
