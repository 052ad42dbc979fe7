package captionstream.endtoend;

import captionstream.schemas.KafkaConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The program as people start it: the built jar in a process of its own, its output collected in a file. */
final class Captionstream implements AutoCloseable {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final long PATIENCE_MINUTES = 5;

    private final Process process;
    private final Path output;

    private Captionstream(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Captionstream start(Path folder, String... arguments) {
        return start(folder, Map.of(), arguments);
    }

    static Captionstream start(Path folder, Map<String, String> environment, String... arguments) {
        try {
            Path output = Files.createTempFile(folder, "captionstream-", ".log");
            List<String> command = new ArrayList<>(List.of(
                    java("java"),
                    "-Xmx512m",
                    "-Dcaptionstream.home=" + PROJECT,
                    "-jar",
                    PROJECT.resolve("cli/target/captionstream.jar").toString()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new Captionstream(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A demo on ports of its own, of the images in a folder. */
    static Captionstream demo(Path folder, Path images) {
        return start(
                folder,
                "demo",
                "--data-dir",
                folder.resolve("data").toString(),
                "--images",
                images.toString(),
                "--image-root",
                images.toString(),
                "--port",
                "0",
                "--broker-port",
                "0",
                "--registry-port",
                "0",
                "--query-port",
                "0");
    }

    /** What the environment of a command says about the cluster. */
    static Map<String, String> connectedTo(KafkaConnection kafka) {
        return Map.of(
                "CAPTIONSTREAM_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "CAPTIONSTREAM_SCHEMA_REGISTRY_URL", kafka.schemaRegistryUrl().toString());
    }

    /** Everything printed so far. */
    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first group of the pattern's first match in the output, empty until there is one. */
    String printed(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(output());
        return matcher.find() ? matcher.group(1) : "";
    }

    boolean isRunning() {
        return process.isAlive();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            throw new AssertionError("still running; it printed:\n" + output() + "\nand is at:\n" + stacks());
        }
        return process.exitValue();
    }

    /** The stacks of the threads that run the project's code. */
    private String stacks() {
        try {
            Process jcmd = new ProcessBuilder(java("jcmd"), Long.toString(process.pid()), "Thread.print")
                    .redirectErrorStream(true)
                    .start();
            String all = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("\n\n")
                    .splitAsStream(all)
                    .filter(stack -> stack.contains("captionstream"))
                    .collect(Collectors.joining("\n\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    /** What the operating system does to a process that it has no memory for: no handler runs. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What Ctrl-C and a service manager do; returns the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
