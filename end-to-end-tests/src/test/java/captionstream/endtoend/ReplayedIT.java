package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.ImageEvent;
import captionstream.local.EmbeddedKafka;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.TopologyConfig;
import captionstream.topology.TopologyService;
import captionstream.worker.WorkerConfig;
import captionstream.worker.WorkerService;
import captionstream.worker.image.FetchPolicy;
import captionstream.worker.train.RandomBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters whose cause is mended become captions, through the services as they are. */
class ReplayedIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path APPLE = Path.of("../demo/images/red-apple.twemoji.png");

    @TempDir
    Path folder;

    @Test
    void images_that_were_missing_are_captioned_once_they_are_there_and_those_still_missing_fail_again()
            throws Exception {
        Path images = Files.createDirectories(folder.resolve("images"));
        RandomBundle.write(folder.resolve("model"), RandomBundle.TINY, 1);
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder.resolve("kafka"), 0, 0, 2)) {
            KafkaConnection kafka = broker.connection();
            try (TopologyService topology = TopologyService.start(topology(kafka));
                    WorkerService worker = WorkerService.start(worker(kafka, images))) {
                // given
                publish(kafka, images, "early", "gone");
                awaitDeadLetters(kafka, "early 1", "gone 1");
                Files.copy(APPLE, images.resolve("early.png"));

                // when
                assertThat(run(kafka, "replay", "--reason", "image_not_found")).contains("replayed: 2");

                // then
                awaitDeadLetters(kafka, "early 1", "gone 1", "gone 2");
                assertThat(run(kafka, "audit", "--wait", "3m"))
                        .containsPattern("events +2\n")
                        .containsPattern("complete +1\n")
                        .containsPattern("dead-lettered +1\n");
                assertThat(run(kafka, "replay")).contains("replayed: 1\n", "skipped: 2 already replayed");
                awaitDeadLetters(kafka, "early 1", "gone 1", "gone 2", "gone 3");
                assertThat(TopicContents.of(kafka, Topic.CAPTIONS, Caption.class))
                        .extracting(Caption::getImageId)
                        .containsExactly("early");
                assertThat(topology.health().hasFailed()).isFalse();
                assertThat(worker.failure()).isEmpty();
            }
        }
    }

    private TopologyConfig topology(KafkaConnection kafka) {
        return TopologyConfig.builder(kafka, folder.resolve("state"))
                .partitions(2)
                .replication(1)
                .build();
    }

    private WorkerConfig worker(KafkaConnection kafka, Path images) {
        return WorkerConfig.builder(kafka, folder.resolve("model"))
                .device("cpu")
                .fetch(FetchPolicy.defaults().withFileRoots(List.of(images)))
                .build();
    }

    private static void publish(KafkaConnection kafka, Path images, String... ids) throws Exception {
        try (KafkaProducer<String, ImageEvent> producer = new KafkaProducer<>(
                kafka.clientConfig(),
                new StringSerializer(),
                AvroSerdes.using(kafka).serializer(ImageEvent.class))) {
            for (String id : ids) {
                ImageEvent event = ImageEvent.newBuilder()
                        .setId(id)
                        .setUri(images.resolve(id + ".png").toUri().toString())
                        .setPrompts(List.of("A picture of"))
                        .setTime(Instant.now())
                        .build();
                producer.send(new ProducerRecord<>(Topic.IMAGE_EVENTS.topicName(), id, event))
                        .get();
            }
        }
    }

    /** Each as its image and its attempts. */
    private static void awaitDeadLetters(KafkaConnection kafka, String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TopicContents.of(kafka, Topic.DEAD_LETTERS, DeadLetter.class))
                        .extracting(letter -> letter.getImageId() + " " + letter.getAttempts())
                        .containsExactlyInAnyOrder(expected));
    }

    private String run(KafkaConnection kafka, String... arguments) throws Exception {
        try (Captionstream command = Captionstream.start(folder, Captionstream.connectedTo(kafka), arguments)) {
            assertThat(command.exitCode()).as(command.output()).isZero();
            return command.output();
        }
    }
}
