package captionstream.worker.intake;

import captionstream.CaptionRequest;
import captionstream.schemas.DeadLetterReason;
import captionstream.worker.image.LoadedImage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A consumed record whose image is at hand, or is known never to be. */
public sealed interface LoadedRequest {
    /** The record as consumed, byte for byte. */
    ConsumerRecord<byte[], byte[]> origin();

    /** Ready for the model. */
    record Loaded(ConsumerRecord<byte[], byte[]> origin, CaptionRequest request, LoadedImage image)
            implements LoadedRequest {}

    /** Given up before the model; {@code request} is null where the record could not be read. */
    record Refused(
            ConsumerRecord<byte[], byte[]> origin,
            @Nullable CaptionRequest request,
            DeadLetterReason reason,
            String message)
            implements LoadedRequest {}
}
