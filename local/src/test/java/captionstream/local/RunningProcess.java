package captionstream.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A Java process under test, and what it printed. */
final class RunningProcess implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private RunningProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static RunningProcess java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return new RunningProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    static RunningProcess broker(Path directory) throws IOException {
        return java(
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                directory.toString());
    }

    /** Waits for the line that starts with the given text. */
    String awaitLine(String start) {
        return await().alias(start).atMost(PATIENCE).until(() -> find(start), found -> !found.isEmpty());
    }

    /** As SIGTERM does. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** As SIGKILL does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The process did not end: " + this);
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }

    private String find(String start) {
        return lines.stream().filter(line -> line.startsWith(start)).findFirst().orElse("");
    }

    private void read() {
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            output.lines().forEach(lines::add);
        } catch (UncheckedIOException | IOException e) {
            lines.add("(no more output: " + e.getMessage() + ")");
        }
    }
}
