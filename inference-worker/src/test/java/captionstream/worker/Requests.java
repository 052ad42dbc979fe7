package captionstream.worker;

import captionstream.CaptionRequest;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.Topic;
import captionstream.worker.image.LoadedImage;
import captionstream.worker.intake.LoadedRequest;
import captionstream.worker.intake.LoadedRequest.Loaded;
import captionstream.worker.intake.LoadedRequest.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records and requests to test with. */
public final class Requests {
    public static final String TOPIC = Topic.CAPTION_REQUESTS.topicName();
    public static final List<String> PROMPTS = List.of("A picture of", "This shows");

    private Requests() {}

    public static TopicPartition partition(int partition) {
        return new TopicPartition(TOPIC, partition);
    }

    /** A record whose value is its image id. */
    public static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String imageId) {
        byte[] id = imageId.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(TOPIC, partition, offset, id, id);
    }

    public static CaptionRequest request(String imageId) {
        return CaptionRequest.newBuilder()
                .setImageId(imageId)
                .setUri("file:/images/" + imageId + ".png")
                .setPrompts(PROMPTS)
                .setPromptSet("default/1")
                .setEventTime(Instant.ofEpochSecond(1_700_000_000))
                .build();
    }

    /** What the loader would make of {@link #record}: refused if the id says bad or missing, else loaded. */
    public static LoadedRequest loaded(ConsumerRecord<byte[], byte[]> origin) {
        String imageId = new String(origin.value(), StandardCharsets.UTF_8);
        CaptionRequest request = request(imageId);
        if (imageId.contains("missing")) {
            return new Refused(origin, request, DeadLetterReason.IMAGE_NOT_FOUND, "missing on purpose");
        }
        return imageId.contains("bad")
                ? new Refused(origin, request, DeadLetterReason.CORRUPT_IMAGE, "bad on purpose")
                : new Loaded(origin, request, new LoadedImage(new float[3 * 8 * 8], "00ff", 4, 5));
    }
}
