package captionstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import captionstream.PromptSet;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessIT {
    private static final String TOPIC = Topic.IMAGE_EVENTS.topicName();

    @TempDir
    private Path directory;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM")
    void closesInOrderOnSigterm() throws Exception {
        try (RunningProcess process = RunningProcess.broker(directory)) {
            process.awaitLine(BrokerProcess.READY);

            process.terminate();

            process.awaitLine(BrokerProcess.CLOSED);
            assertThat(process.awaitEnd()).isEqualTo(143);
        }
    }

    @Test
    void losesNothingAcknowledgedWhenKilledAndStartsAgain() throws Exception {
        try (RunningProcess process = RunningProcess.broker(directory)) {
            KafkaConnection connection = connection(process.awaitLine(BrokerProcess.READY));
            publish(connection, 1);
            publish(connection, 2);
            process.kill();
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0, 0, 3)) {
            publish(kafka.connection(), 3);

            assertThat(PromptSets.read(kafka.connection()))
                    .extracting(PromptSet::getVersion)
                    .containsExactly(1, 2, 3);
        }
    }

    @Test
    void finishesTransactionsThatAKillCameBetween() throws Exception {
        try (RunningProcess process = RunningProcess.broker(directory)) {
            KafkaConnection connection = connection(process.awaitLine(BrokerProcess.READY));
            addPartitions(connection, 200);
            DecidedTransaction.leave(connection, TOPIC, 3);
            process.kill();
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0, 0, 3)) {
            await().atMost(RunningProcess.PATIENCE).untilAsserted(() -> assertThat(committed(kafka.connection()))
                    .isEqualTo(3));
        }
    }

    @Test
    void keepsOtherProcessesOffItsDirectory() throws Exception {
        try (RunningProcess process = RunningProcess.broker(directory)) {
            process.awaitLine(BrokerProcess.READY);

            assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                    .isInstanceOf(LocalStartException.class)
                    .hasMessageStartingWith("Another broker is running in ");
        }
    }

    /** The more there are to lose, the longer is the moment in which a broker loses the lead of all of them. */
    private static void addPartitions(KafkaConnection connection, int partitions) throws Exception {
        try (Admin admin = Admin.create(connection.clientConfig())) {
            admin.createTopics(List.of(new NewTopic("more", partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** Records of the topic that are readable, for those who read committed ones. */
    private static int committed(KafkaConnection connection) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                connection.readerConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return TopicRecords.of(TOPIC, consumer).size();
        }
    }

    private static KafkaConnection connection(String ready) {
        String[] words = ready.split(" ");
        return KafkaConnection.to(words[1], URI.create(words[2]));
    }

    private static void publish(KafkaConnection connection, int version) {
        PromptSets.publish(connection, new PromptSet("five", version, List.of("a photo of"), Instant.EPOCH));
    }
}
