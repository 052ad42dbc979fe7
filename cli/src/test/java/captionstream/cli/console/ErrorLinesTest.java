package captionstream.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

class ErrorLinesTest {
    @Test
    void names_a_missing_file() {
        CommandFailure failure = ErrorLines.explain(new UncheckedIOException(new NoSuchFileException("cats.csv")));

        assertThat(failure.line()).isEqualTo("No such file or directory: cats.csv");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    }

    @Test
    void recognises_a_taken_port_below_any_wrapping() {
        CommandFailure failure = ErrorLines.explain(
                new IllegalStateException("dashboard on 8080", new IOException(new BindException("Address in use"))));

        assertThat(failure.line())
                .startsWith("A port is taken: dashboard on 8080")
                .contains("choose another port");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    }

    @Test
    void says_where_to_look_when_kafka_is_silent() {
        CommandFailure failure = ErrorLines.explain(new ExecutionException(new TimeoutException("after 60000 ms")));

        assertThat(failure.line()).contains("Kafka did not answer in time", "--bootstrap-servers");
    }

    @Test
    void says_where_to_look_when_kafka_refuses() {
        CommandFailure failure = ErrorLines.explain(new SaslAuthenticationException("bad password"));

        assertThat(failure.line()).contains("refused this client: bad password", "--kafka-config");
    }

    @Test
    void takes_what_a_cluster_cannot_do_for_a_lack_of_the_environment() {
        CommandFailure failure = ErrorLines.explain(new UnsupportedVersionException("The cluster has no share groups"));

        assertThat(failure.line()).isEqualTo("The cluster has no share groups");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    }

    @Test
    void takes_a_wrong_kafka_setting_for_a_mistake_of_usage() {
        CommandFailure failure = ErrorLines.explain(
                new KafkaException("Failed to construct producer", new ConfigException("Invalid url in bootstrap")));

        assertThat(failure.line()).isEqualTo("Kafka settings: Invalid url in bootstrap");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void passes_on_what_a_setting_says_of_itself() {
        CommandFailure failure = ErrorLines.explain(new IllegalArgumentException("port is 70000"));

        assertThat(failure.line()).isEqualTo("port is 70000");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void gives_the_type_of_what_nobody_foresaw() {
        CommandFailure failure = ErrorLines.explain(new IllegalStateException("odd"));

        assertThat(failure.line())
                .isEqualTo("IllegalStateException: odd. Run it again with --verbose for the stack trace");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void stays_on_one_harmless_line() {
        CommandFailure failure = ErrorLines.explain(new IllegalArgumentException("uri \u001b[2J\nfoo"));

        assertThat(failure.line()).isEqualTo("uri \\x1b[2J\\x0afoo");
    }
}
