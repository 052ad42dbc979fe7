package captionstream.worker;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.local.EmbeddedBroker;
import captionstream.local.EmbeddedRegistry;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.TopicCatalogue;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.worker.image.FetchPolicy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker and a registry in this process, and image requests on them of which one in twenty is bad. */
final class RealCluster implements AutoCloseable {
    static final int PARTITIONS = 5;
    private static final int ONE_BAD_IN = 20;

    final Path images;
    final KafkaConnection kafka;
    private final Path state;
    private final AvroSerdes serdes;
    private EmbeddedBroker broker;
    private final EmbeddedRegistry registry;

    private RealCluster(Path directory) throws IOException {
        images = Files.createDirectories(directory.resolve("images"));
        state = directory.resolve("broker");
        broker = EmbeddedBroker.start(state, 0);
        registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0);
        kafka = KafkaConnection.to(broker.bootstrapServers(), registry.url());
        serdes = AvroSerdes.using(kafka);
    }

    static RealCluster start(Path directory) {
        return start(directory, PARTITIONS);
    }

    static RealCluster start(Path directory, int partitions) {
        try {
            RealCluster cluster = new RealCluster(directory);
            cluster.writeImages();
            try (Admin admin = Admin.create(cluster.kafka.clientConfig())) {
                TopicCatalogue.ensureTopics(admin, partitions, (short) 1);
            }
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeImages() throws IOException {
        Path good = images.resolve("good.png");
        ImageIO.write(new BufferedImage(12, 9, BufferedImage.TYPE_INT_RGB), "png", good.toFile());
        byte[] bytes = Files.readAllBytes(good);
        Files.write(images.resolve("truncated.png"), Arrays.copyOf(bytes, bytes.length / 2));
        Files.writeString(images.resolve("text.png"), "this is no image");
    }

    /** A worker of this cluster that closes batches quickly. */
    WorkerConfig.Builder worker() {
        return with(Map.of());
    }

    /** The same, with a model. */
    WorkerConfig.Builder worker(Path bundle) {
        return configured(WorkerConfig.builder(kafka, bundle));
    }

    /** The same, with these settings of its Kafka clients. */
    WorkerConfig.Builder with(Map<String, String> clientProperties) {
        return configured(WorkerConfig.builder(
                new KafkaConnection(kafka.bootstrapServers(), kafka.schemaRegistryUrl(), clientProperties), images));
    }

    private WorkerConfig.Builder configured(WorkerConfig.Builder worker) {
        return worker.fetch(FetchPolicy.defaults().withFileRoots(List.of(images)))
                .replication(1)
                .maxBatch(4)
                .runAhead(16)
                .maxWait(Duration.ofMillis(10));
    }

    /** Settings of a group, as an operator makes them. */
    void set(String group, Map<String, String> settings) {
        List<AlterConfigOp> changes = settings.entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = Admin.create(kafka.clientConfig())) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.GROUP, group), changes))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes requests {@code first} to {@code end − 1} in a transaction and takes it back. */
    void requestAndAbort(int first, int end) {
        Map<String, Object> settings = new HashMap<>(kafka.clientConfig());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "aborting");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, first, end);
            producer.flush();
            producer.abortTransaction();
        }
    }

    /** Publishes requests {@code first} to {@code end − 1}. */
    void request(int first, int end) {
        Map<String, Object> settings = new HashMap<>(kafka.clientConfig());
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            send(producer, first, end);
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, int first, int end) {
        for (int i = first; i < end; i++) {
            producer.send(new ProducerRecord<>(Requests.TOPIC, imageId(i).getBytes(StandardCharsets.UTF_8), value(i)));
        }
    }

    static String imageId(int i) {
        return "image-%05d".formatted(i);
    }

    static boolean isBad(int i) {
        return i % ONE_BAD_IN == 7;
    }

    /** What the dead letter of a bad request must say. */
    static String reasonOf(int i) {
        return List.of(
                        "undecodable_record",
                        "image_not_found",
                        "unknown_image_format",
                        "corrupt_image",
                        "forbidden_location")
                .get(i / ONE_BAD_IN % 5);
    }

    private byte[] value(int i) {
        if (!isBad(i)) {
            return avro(i, images.resolve("good.png"));
        }
        return switch (reasonOf(i)) {
            case "undecodable_record" -> "rubbish".getBytes(StandardCharsets.UTF_8);
            case "image_not_found" -> avro(i, images.resolve("missing.png"));
            case "unknown_image_format" -> avro(i, images.resolve("text.png"));
            case "corrupt_image" -> avro(i, images.resolve("truncated.png"));
            default -> avro(i, images.getParent().resolve("elsewhere.png"));
        };
    }

    private byte[] avro(int i, Path image) {
        CaptionRequest request = Requests.request(imageId(i));
        request.setUri(image.toUri().toString());
        return serdes.serializer(CaptionRequest.class).serialize(Requests.TOPIC, request);
    }

    /** Everything in the captions topic that a read_committed consumer sees. */
    CommittedTopic<Caption> captions() {
        return new CommittedTopic<>(kafka, Topic.CAPTIONS, serdes.deserializer(Caption.class));
    }

    CommittedTopic<DeadLetter> deadLetters() {
        return new CommittedTopic<>(kafka, Topic.DEAD_LETTERS, serdes.deserializer(DeadLetter.class));
    }

    /** Fences whoever publishes under this transactional id, as a successor does. */
    void fence(String transactionalId) throws Exception {
        try (Admin admin = Admin.create(kafka.clientConfig())) {
            admin.fenceProducers(List.of(transactionalId)).all().get();
        }
    }

    boolean hasOpenTransaction() throws Exception {
        try (Admin admin = Admin.create(kafka.clientConfig())) {
            return admin.listTransactions().all().get().stream()
                    .anyMatch(transaction -> transaction.state() == TransactionState.ONGOING);
        }
    }

    /** Ids of the group's members. */
    List<String> members(String group) {
        try (Admin admin = Admin.create(kafka.clientConfig())) {
            return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                    .map(MemberDescription::consumerId)
                    .toList();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops the broker and starts it again on the same port and state. */
    void restartBroker() {
        int port = broker.port();
        broker.close();
        broker = EmbeddedBroker.start(state, port);
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
