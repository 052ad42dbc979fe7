package captionstream.worker.intake;

import captionstream.CaptionRequest;
import captionstream.schemas.DeadLetterReason;
import captionstream.worker.intake.LoadedRequest.Refused;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Gives up a record that was delivered again and again, before its share group archives it without a word. Safe for many
 * threads.
 */
public final class DeliveryLimit {
    private final int lastDelivery;
    private final Deserializer<CaptionRequest> deserializer;

    /**
     * @param groupLimit how often the group delivers a record, from 2. The last delivery is spared, unless there are but
     *     two, for a worker that is killed while it gives the record up.
     */
    public DeliveryLimit(int groupLimit, Deserializer<CaptionRequest> deserializer) {
        this.lastDelivery = Math.max(2, groupLimit - 1);
        this.deserializer = deserializer;
    }

    /** A loader that refuses the records that this limit is reached for, untouched. */
    public Function<ConsumerRecord<byte[], byte[]>, LoadedRequest> guarding(
            Function<ConsumerRecord<byte[], byte[]>, LoadedRequest> loader) {
        return origin -> isReached(origin) ? refused(origin) : loader.apply(origin);
    }

    private boolean isReached(ConsumerRecord<byte[], byte[]> origin) {
        return origin.deliveryCount().orElse((short) 1) >= lastDelivery;
    }

    private Refused refused(ConsumerRecord<byte[], byte[]> origin) {
        return new Refused(
                origin,
                request(origin),
                DeadLetterReason.DELIVERED_TOO_OFTEN,
                "Delivered " + origin.deliveryCount().orElseThrow()
                        + " times, and no worker finished it: they stopped or crashed under it");
    }

    private @Nullable CaptionRequest request(ConsumerRecord<byte[], byte[]> origin) {
        try {
            return origin.value() == null ? null : deserializer.deserialize(origin.topic(), origin.value());
        } catch (SerializationException e) {
            return null;
        }
    }
}
