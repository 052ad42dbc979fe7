package captionstream.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.schemas.KafkaConnection;
import captionstream.worker.caption.DecodingOptions;
import captionstream.worker.image.FetchPolicy;
import captionstream.worker.model.Precision;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorkerConfigTest {
    private static final KafkaConnection KAFKA =
            KafkaConnection.to("localhost:9092", URI.create("http://localhost:8081"));
    private static final Path BUNDLE = Path.of("bundle");

    @Test
    void everyDefaultIsFixed() {
        assertThat(WorkerConfig.builder(KAFKA, BUNDLE).build())
                .isEqualTo(new WorkerConfig(
                        KAFKA,
                        BUNDLE,
                        "auto",
                        Precision.FLOAT32,
                        Duration.ofSeconds(10),
                        DecodingOptions.GREEDY,
                        FetchPolicy.defaults(),
                        DeliveryMode.EXACTLY_ONCE,
                        "captionstream-worker",
                        null,
                        16,
                        64,
                        Duration.ofMillis(50),
                        4,
                        64,
                        6,
                        (short) -1,
                        -1,
                        Duration.ofSeconds(30)));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(b -> b.device("cuda"), "device is 'cuda': it must be auto, cpu or gpu:N"),
                mistake(b -> b.device("cpu,auto"), "device is 'cpu,auto'"),
                mistake(b -> b.device("gpu:0,"), "device is 'gpu:0,'"),
                mistake(b -> b.device("gpu:0,gpu:1,gpu:2,gpu:3"), "run-ahead is '64': it must be 5 * max-batch"),
                mistake(b -> b.groupId(" "), "group is ' '"),
                mistake(b -> b.instanceId("a b"), "instance-id is 'a b'"),
                mistake(b -> b.maxBatch(0), "max-batch is '0'"),
                mistake(b -> b.maxRows(0), "max-rows is '0'"),
                mistake(b -> b.maxWait(Duration.ofMillis(-1)), "max-wait is 'PT-0.001S'"),
                mistake(b -> b.loaderThreads(0), "loader-threads is '0'"),
                mistake(b -> b.maxBatch(40), "run-ahead is '64': it must be 2 * max-batch"),
                mistake(b -> b.modelCheck(Duration.ofSeconds(-1)), "model-check is 'PT-1S'"),
                mistake(b -> b.partitions(0), "partitions is '0'"),
                mistake(b -> b.replication(0), "replication is '0'"),
                mistake(b -> b.healthPort(70_000), "health-port is '70000'"),
                mistake(b -> b.drainTimeout(Duration.ofSeconds(-1)), "drain-timeout is 'PT-1S'"));
    }

    private static Arguments mistake(UnaryOperator<WorkerConfig.Builder> setting, String message) {
        return Arguments.of(message, setting);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aWrongSettingIsNamedWithItsValue(String message, UnaryOperator<WorkerConfig.Builder> setting) {
        assertThatThrownBy(
                        () -> setting.apply(WorkerConfig.builder(KAFKA, BUNDLE)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
