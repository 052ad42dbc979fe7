package captionstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.PromptSet;
import captionstream.schemas.KafkaConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessIT {
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
    void keepsOtherProcessesOffItsDirectory() throws Exception {
        try (RunningProcess process = RunningProcess.broker(directory)) {
            process.awaitLine(BrokerProcess.READY);

            assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                    .isInstanceOf(LocalStartException.class)
                    .hasMessageStartingWith("Another broker is running in ");
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
