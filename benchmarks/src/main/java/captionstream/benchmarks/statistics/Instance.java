package captionstream.benchmarks.statistics;

import captionstream.cli.console.CommandFailure;
import captionstream.schemas.KafkaConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process that runs one contender, for one application after another, so that its code is compiled once. */
final class Instance implements AutoCloseable {
    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;
    private @Nullable ProcessorShare share;

    private Instance(Process process) {
        this.process = process;
        orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @param options of Java, before all others */
    static Instance start(Contender contender, KafkaConnection connection, Path state, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms512m", "-Xmx512m"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("captionstream.benchmarks.BenchmarksMain", "statistics-instance"));
        command.addAll(List.of("--contender", contender.name()));
        command.addAll(List.of("--brokers", connection.bootstrapServers()));
        command.addAll(List.of("--registry", connection.schemaRegistryUrl().toString()));
        command.addAll(List.of("--state", state.toString()));
        try {
            return new Instance(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw CommandFailure.environment("Cannot start another Java: " + e.getMessage(), "");
        }
    }

    /** @param percent of one processor, until {@link #release}; 0 for as much as there is */
    void hold(int percent) {
        if (percent > 0) {
            share = ProcessorShare.hold(process.pid(), percent);
        }
    }

    void release() throws InterruptedException {
        if (share != null) {
            share.requireHeld();
            share.close();
            share = null;
        }
    }

    /** Returns at once; {@link #await} waits until it is done. */
    void run(String application) {
        orders.println(application);
    }

    void stop() {
        orders.println();
    }

    void await() {
        try {
            if (answers.readLine() == null) {
                throw CommandFailure.failed("A process of the benchmark has ended", "Its own line says why");
            }
        } catch (IOException e) {
            throw CommandFailure.failed("A process of the benchmark cannot be read: " + e.getMessage(), "");
        }
    }

    /** Processor time of the process since it started, in hundredths of a second and in all its threads. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() throws InterruptedException {
        orders.close();
        if (share != null) {
            share.close();
        }
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
