package captionstream.endtoend;

import captionstream.ImageEvent;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A running demo of some sample images, and a browser for its page. */
final class DemoInBrowser implements AutoCloseable {
    private static final Path SAMPLES = Path.of("../demo/images");

    private final Path images;
    private final Captionstream demo;
    private final Chromium chromium;

    private DemoInBrowser(Path images, Captionstream demo) {
        this.images = images;
        this.demo = demo;
        this.chromium = new Chromium();
    }

    static DemoInBrowser start(Path folder, List<String> samples) throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        for (String sample : samples) {
            Files.copy(sample(sample), images.resolve(sample));
        }
        return new DemoInBrowser(images, Captionstream.demo(folder, images));
    }

    /** Whether its page is served. */
    boolean isUp() {
        return demo.output().contains("Dashboard: http");
    }

    static Path sample(String name) {
        return SAMPLES.resolve(name);
    }

    /** The folder that workers may read. */
    Path images() {
        return images;
    }

    KafkaConnection kafka() {
        return KafkaConnection.to(
                demo.printed("--bootstrap-servers (\\S+)"), URI.create(demo.printed("--registry (\\S+)")));
    }

    Chromium chromium() {
        return chromium;
    }

    /** @param hash what stands after the page's address, "#" included */
    Page open(String hash) {
        return chromium.open(demo.printed("Dashboard: (\\S+)") + hash, new NewContextOptions());
    }

    void publish(ImageEvent event) throws Exception {
        publish(Topic.IMAGE_EVENTS, ImageEvent.class, event.getId(), event);
    }

    <T extends SpecificRecord> void publish(Topic topic, Class<T> type, String key, T value) throws Exception {
        try (KafkaProducer<String, T> producer = new KafkaProducer<>(
                kafka().clientConfig(),
                new StringSerializer(),
                AvroSerdes.using(kafka()).serializer(type))) {
            producer.send(new ProducerRecord<>(topic.topicName(), key, value)).get();
        }
    }

    /** Ends the demo as Ctrl-C does; returns its exit code. */
    int terminate() throws InterruptedException {
        return demo.terminate();
    }

    @Override
    public void close() {
        chromium.close();
        demo.close();
    }
}
