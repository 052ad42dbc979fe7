package captionstream.worker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.schemas.KafkaConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTimesTest {
    @Test
    void theDefaultsFitEachOther() {
        assertThatCode(() -> clients(Map.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "max.poll.interval.ms, 59999, at least 60000",
        "max.block.ms, 100000, at least 420000",
        "session.timeout.ms, 400000, at least 400000",
        "transaction.timeout.ms, 39999, at least 40000",
        "delivery.timeout.ms, 25000, at least 45000",
        "max.poll.interval.ms, soon, a number of milliseconds"
    })
    void settingsThatDoNotFitAreRefusedBeforeAnythingStarts(String setting, String value, String why) {
        assertThatThrownBy(() -> clients(Map.of(setting, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static KafkaClients clients(Map<String, String> properties) {
        KafkaConnection kafka = new KafkaConnection("localhost:9092", URI.create("http://localhost:8081"), properties);
        return new KafkaClients(WorkerConfig.builder(kafka, Path.of("bundle")).build());
    }
}
