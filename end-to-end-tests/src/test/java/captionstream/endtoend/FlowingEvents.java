package captionstream.endtoend;

import captionstream.ImageEvent;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Numbered image events, of which one in fifty is bad, in ten ways, and one in a hundred comes twice. */
final class FlowingEvents implements AutoCloseable {
    private static final int ONE_BAD_IN = 50;
    private static final int ONE_REPEATED_IN = 100;
    private static final List<String> PROMPTS = List.of("A detailed photo of", "This image shows", "An image of");
    private static final List<String> REASONS = List.of(
            "undecodable_record",
            "invalid_uri",
            "unsupported_scheme",
            "invalid_prompts",
            "forbidden_location",
            "image_not_found",
            "sha256_mismatch",
            "empty_image",
            "unknown_image_format",
            "corrupt_image");

    private final Path images;
    private final AvroSerdes serdes;
    private final KafkaProducer<String, byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private int next;
    private int repeats;

    FlowingEvents(Path images, KafkaConnection kafka) throws IOException {
        this.images = images;
        this.serdes = AvroSerdes.using(kafka);
        Map<String, Object> config = kafka.clientConfig();
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        writeImages();
    }

    private void writeImages() throws IOException {
        Path good = images.resolve("good.png");
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", good.toFile());
        byte[] bytes = Files.readAllBytes(good);
        Files.write(images.resolve("truncated.png"), Arrays.copyOf(bytes, bytes.length / 2));
        Files.writeString(images.resolve("text.png"), "no image at all");
        Files.write(images.resolve("empty.png"), new byte[0]);
    }

    /** Publishes the next events, and repeats of some. */
    void publish(int number) {
        for (int end = next + number; next < end; next++) {
            send(next);
            if (next % ONE_REPEATED_IN == 3) {
                send(next);
                repeats++;
            }
        }
    }

    /** Captions and dead letters that must come of what was published. */
    int expectedOutcomes() {
        return expectedCaptions().size() + expectedDeadLetters().size();
    }

    private void send(int number) {
        sent.add(producer.send(new ProducerRecord<>(Topic.IMAGE_EVENTS.topicName(), id(number), value(number))));
    }

    void awaitPublished() throws ExecutionException, InterruptedException {
        producer.flush();
        for (Future<RecordMetadata> future : sent) {
            future.get();
        }
    }

    int published() {
        return next;
    }

    int repeats() {
        return repeats;
    }

    private static String id(int number) {
        return "image-%05d".formatted(number);
    }

    private static boolean isBad(int number) {
        return number % ONE_BAD_IN == 17;
    }

    private static String reason(int number) {
        return REASONS.get(number / ONE_BAD_IN % REASONS.size());
    }

    private static List<String> prompts(int number) {
        return PROMPTS.subList(0, 1 + number % PROMPTS.size());
    }

    private byte[] value(int number) {
        ImageEvent event = event(number, images.resolve("good.png"));
        if (isBad(number)) {
            switch (reason(number)) {
                case "undecodable_record" -> {
                    return "rubbish".getBytes(StandardCharsets.UTF_8);
                }
                case "invalid_uri" -> event.setUri("http://[no address");
                case "unsupported_scheme" -> event.setUri("gopher://example.org/image.png");
                case "invalid_prompts" -> event.setPrompts(List.of("A", "A"));
                case "forbidden_location" ->
                    event.setUri(images.resolveSibling("elsewhere.png").toUri().toString());
                case "image_not_found" ->
                    event.setUri(images.resolve("missing.png").toUri().toString());
                case "sha256_mismatch" -> event.setSha256("0".repeat(64));
                case "empty_image" ->
                    event.setUri(images.resolve("empty.png").toUri().toString());
                case "unknown_image_format" ->
                    event.setUri(images.resolve("text.png").toUri().toString());
                default -> event.setUri(images.resolve("truncated.png").toUri().toString());
            }
        }
        return serdes.serializer(ImageEvent.class).serialize(Topic.IMAGE_EVENTS.topicName(), event);
    }

    private static ImageEvent event(int number, Path image) {
        return ImageEvent.newBuilder()
                .setId(id(number))
                .setUri(image.toUri().toString())
                .setPrompts(prompts(number))
                .setTime(Instant.now())
                .build();
    }

    /** Id and prompt of every caption that must come of what was published. */
    List<String> expectedCaptions() {
        List<String> captions = new ArrayList<>();
        for (int number = 0; number < next; number++) {
            if (!isBad(number)) {
                String id = id(number);
                prompts(number).forEach(prompt -> captions.add(id + " | " + prompt));
            }
        }
        return captions;
    }

    /** The reason expected of each bad event. */
    Map<String, String> expectedDeadLetters() {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (int number = 0; number < next; number++) {
            if (isBad(number)) {
                reasons.put(id(number), reason(number));
            }
        }
        return reasons;
    }

    @Override
    public void close() {
        producer.close();
    }
}
