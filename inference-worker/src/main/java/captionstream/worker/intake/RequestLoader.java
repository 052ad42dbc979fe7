package captionstream.worker.intake;

import captionstream.CaptionRequest;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.ReferenceRules;
import captionstream.worker.image.ImageLoader;
import captionstream.worker.image.ImageRejected;
import captionstream.worker.image.ImageSpec;
import captionstream.worker.intake.LoadedRequest.Loaded;
import captionstream.worker.intake.LoadedRequest.Refused;
import java.util.concurrent.CancellationException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Turns a record's bytes into a request with its pixels. Safe for many threads. */
public final class RequestLoader {
    private final Deserializer<CaptionRequest> deserializer;
    private volatile ImageLoader images;

    public RequestLoader(Deserializer<CaptionRequest> deserializer, ImageLoader images) {
        this.deserializer = deserializer;
        this.images = images;
    }

    /** Later images are prepared for another model than earlier ones. */
    public void prepareFor(ImageSpec spec) {
        images = images.preparing(spec);
    }

    /**
     * Whatever is wrong with the record or its image is in the answer.
     *
     * @throws org.apache.kafka.common.KafkaException where the schema registry cannot be asked, which says nothing
     *     about the record
     * @throws CancellationException where the thread is interrupted
     */
    public LoadedRequest load(ConsumerRecord<byte[], byte[]> origin) {
        if (origin.value() == null) {
            return new Refused(origin, null, DeadLetterReason.EMPTY_RECORD, "The caption request has no value");
        }
        CaptionRequest request;
        try {
            request = deserializer.deserialize(origin.topic(), origin.value());
        } catch (SerializationException e) {
            return new Refused(origin, null, DeadLetterReason.UNDECODABLE_RECORD, String.valueOf(e.getMessage()));
        }
        return withImage(origin, request);
    }

    private LoadedRequest withImage(ConsumerRecord<byte[], byte[]> origin, CaptionRequest request) {
        if (request.getPrompts().isEmpty()) {
            return new Refused(origin, request, DeadLetterReason.INVALID_PROMPTS, "The caption request has no prompts");
        }
        String wrong = ReferenceRules.violation(request.getReferences());
        if (wrong != null) {
            return new Refused(origin, request, DeadLetterReason.INVALID_REFERENCES, wrong);
        }
        try {
            return new Loaded(origin, request, images.load(request.getUri(), request.getSha256()));
        } catch (CancellationException e) {
            throw e;
        } catch (ImageRejected e) {
            return new Refused(origin, request, e.reason(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            // Hostile bytes find what decoders forgot to check; no image may stop the worker.
            return new Refused(origin, request, DeadLetterReason.CORRUPT_IMAGE, "The image cannot be read: " + e);
        }
    }
}
