package captionstream.cli;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.cli.console.CapturedTerminal;
import captionstream.local.EmbeddedKafka;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import captionstream.schemas.TopicCatalogue;
import captionstream.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;

/** A real broker whose topics, of one partition each, hold what a test says that the services have done. */
public final class PlantedPipeline implements AutoCloseable {
    public static final List<String> PROMPTS = List.of("A photo of", "This shows");

    private final EmbeddedKafka kafka;
    private final AvroSerdes serdes;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;

    public PlantedPipeline(Path directory) {
        kafka = EmbeddedKafka.start(directory, 0, 0, 1);
        serdes = AvroSerdes.using(kafka.connection());
        admin = Admin.create(kafka.connection().clientConfig());
        TopicCatalogue.ensureTopics(admin, 1, (short) 1);
        producer = producer(Map.of());
    }

    public KafkaConnection connection() {
        return kafka.connection();
    }

    public AvroSerdes serdes() {
        return serdes;
    }

    public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> config = kafka.connection().clientConfig();
        config.putAll(settings);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public Producer<byte[], byte[]> transactionalProducer(String id) {
        Producer<byte[], byte[]> transactional = producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id));
        transactional.initTransactions();
        transactional.beginTransaction();
        return transactional;
    }

    /** An event of any value: the audit goes by its key. */
    public RecordPosition event(String id) {
        return send(new ProducerRecord<>(Topic.IMAGE_EVENTS.topicName(), utf8(id), utf8("an event")));
    }

    public RecordPosition request(RecordPosition event, String id) {
        CaptionRequest request = SampleRecords.request(id, PROMPTS);
        return send(record(Topic.CAPTION_REQUESTS, id, request, event.asOrigin()));
    }

    public ProducerRecord<byte[], byte[]> caption(RecordPosition request, String id, int prompt) {
        Caption caption = SampleRecords.caption(id, prompt, PROMPTS.get(prompt), 20);
        return record(Topic.CAPTIONS, id, caption, request.asOrigin());
    }

    /** An event, its request and its captions. */
    public RecordPosition complete(String id) {
        RecordPosition request = request(event(id), id);
        send(caption(request, id, 0));
        send(caption(request, id, 1));
        return request;
    }

    public RecordPosition deadLetter(DeadLetter letter) {
        String key = letter.getImageId() == null ? "" : letter.getImageId();
        return send(record(Topic.DEAD_LETTERS, key, letter));
    }

    public ProducerRecord<byte[], byte[]> record(Topic topic, String key, SpecificRecord value, Header... headers) {
        byte[] bytes = serdes.serializer(SpecificRecord.class).serialize(topic.topicName(), value);
        return new ProducerRecord<>(topic.topicName(), null, utf8(key), bytes, List.of(headers));
    }

    public RecordPosition send(ProducerRecord<byte[], byte[]> record) {
        return position(producer, record);
    }

    public static RecordPosition position(Producer<byte[], byte[]> through, ProducerRecord<byte[], byte[]> record) {
        try {
            var sent = through.send(record).get();
            return new RecordPosition(sent.topic(), sent.partition(), sent.offset());
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything committed on a topic. */
    public List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.connection().readerConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition(topic)));
            consumer.seekToBeginning(consumer.assignment());
            long end = consumer.endOffsets(consumer.assignment()).get(partition(topic));
            while (consumer.position(partition(topic)) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(read::add);
            }
        }
        return read;
    }

    /** What the services say they have done: everything before these offsets. */
    public void passed(long events, long requests) {
        commit("captionstream-intake", Topic.IMAGE_EVENTS, events);
        commit("captionstream-worker", Topic.CAPTION_REQUESTS, requests);
    }

    /** The same of intake, and of workers that share: requests before the offset are done, whatever is done after. */
    public void passedByShareGroup(long events, long requests) {
        commit("captionstream-intake", Topic.IMAGE_EVENTS, events);
        done(() -> admin.alterShareGroupOffsets(
                        "captionstream-worker-share", Map.of(partition(Topic.CAPTION_REQUESTS), requests))
                .all()
                .get());
    }

    private void commit(String group, Topic topic, long offset) {
        Map<TopicPartition, OffsetAndMetadata> offsets = Map.of(partition(topic), new OffsetAndMetadata(offset));
        done(() -> admin.alterConsumerGroupOffsets(group, offsets).all().get());
    }

    /** Deletes what lies before the offset, as retention does. */
    public void delete(Topic topic, long before) {
        done(() -> admin.deleteRecords(Map.of(partition(topic), RecordsToDelete.beforeOffset(before)))
                .all()
                .get());
    }

    public void keepFor(Topic topic, Duration age) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
        AlterConfigOp set = new AlterConfigOp(
                new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, Long.toString(age.toMillis())),
                AlterConfigOp.OpType.SET);
        done(() -> admin.incrementalAlterConfigs(Map.of(resource, List.of(set)))
                .all()
                .get());
    }

    private static TopicPartition partition(Topic topic) {
        return new TopicPartition(topic.topicName(), 0);
    }

    private static void done(Callable<?> action) {
        try {
            action.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Runs a command on this pipeline; returns its exit code. */
    public int execute(CapturedTerminal terminal, String... arguments) {
        String[] connected = Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "--bootstrap-servers",
                                kafka.connection().bootstrapServers(),
                                "--registry",
                                kafka.connection().schemaRegistryUrl().toString()))
                .toArray(String[]::new);
        CommandLine command = CaptionstreamCommand.commandLine(terminal.plain(), Map.of());
        return command.execute(connected);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        kafka.close();
    }
}
