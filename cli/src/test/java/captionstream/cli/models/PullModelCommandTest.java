package captionstream.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.cli.console.CapturedTerminal;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ErrorLines;
import captionstream.cli.console.ExitCode;
import captionstream.worker.caption.ModelBundle;
import captionstream.worker.model.ConfigFile;
import captionstream.worker.train.RandomBundle;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command against a hub that serves a tiny bundle: its folders clip and gpt2 are repositories. */
class PullModelCommandTest {
    private static final String COMMIT = "607a30d783dfa663caf39e06633721c8d4cfcd7e";

    private final CapturedTerminal terminal = new CapturedTerminal();
    private final AtomicReference<CommandFailure> failure = new AtomicReference<>();
    private HttpServer hub;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        RandomBundle.write(folder.resolve("original"), RandomBundle.TINY, 1);
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", this::answer);
        hub.start();
    }

    @AfterEach
    void close() {
        hub.stop(0);
    }

    @Test
    void a_bundle_is_written_and_said_to_be_untrained() {
        int exitCode = execute("--seed", "3");

        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(terminal.out().lines())
                .containsExactly(
                        "clip  tiny/clip at " + COMMIT,
                        "gpt2  tiny/gpt2 at " + COMMIT,
                        "projection  untrained: captions do not depend on the image until"
                                + " 'captionstream train-projection' has trained it",
                        "wrote " + folder.resolve("out/bundle.json"));
        assertThat(terminal.err()).contains("gpt2/config.json ");
        assertThat(ModelBundle.open(folder.resolve("out")).fingerprint())
                .isEqualTo(ModelBundle.open(folder.resolve("original")).fingerprint());
    }

    @Test
    void a_second_time_there_is_nothing_to_do() {
        execute();

        int exitCode = execute();

        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(terminal.out()).endsWith("nothing new in " + folder.resolve("out/bundle.json") + "\n");
        assertThat(terminal.err()).contains("clip/model.safetensors is there already");
    }

    @Test
    void a_repository_that_is_not_there_ends_with_one_line_that_says_what_to_do() {
        int exitCode = execute("--gpt2", "tiny/none");

        assertThat(exitCode).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(failure.get().line()).isEqualTo("The hub has no tiny/none at main. Check the name and the revision");
    }

    @Test
    void a_name_that_cannot_be_is_wrong_usage() {
        assertThat(execute("--clip", "../clip")).isEqualTo(ExitCode.USAGE);
        assertThat(execute("--prefix-length", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(execute("--revision", "a b")).isEqualTo(ExitCode.USAGE);
    }

    private int execute(String... options) {
        Map<String, String> environment =
                Map.of("HF_ENDPOINT", "http://localhost:" + hub.getAddress().getPort(), "HF_HOME", folder.toString());
        List<String> usual =
                List.of("--out", folder.resolve("out").toString(), "--clip", "tiny/clip", "--gpt2", "tiny/gpt2");
        return new CommandLine(new PullModelCommand(terminal.plain(), environment))
                .setOverwrittenOptionsAllowed(true)
                .setExecutionExceptionHandler((thrown, command, parsed) -> {
                    failure.set(ErrorLines.explain(thrown));
                    return failure.get().exitCode();
                })
                .execute(Stream.concat(usual.stream(), Stream.of(options)).toArray(String[]::new));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String part = path.replaceFirst("^(/api/models)?/tiny/", "").replaceFirst("/.*", "");
            Path files = folder.resolve("original").resolve(part);
            if (!Files.isDirectory(files)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] body = path.startsWith("/api/")
                    ? listing(files)
                    : Files.readAllBytes(files.resolve(path.substring(path.lastIndexOf('/') + 1)));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] listing(Path files) throws IOException {
        ObjectNode json = ConfigFile.object().put("sha", COMMIT);
        json.putArray("siblings");
        try (Stream<Path> paths = Files.list(files)) {
            for (Path path : paths.toList()) {
                byte[] content = Files.readAllBytes(path);
                json.withArray("siblings")
                        .addObject()
                        .put("rfilename", path.getFileName().toString())
                        .put("size", content.length)
                        .putObject("lfs")
                        .put("sha256", sha256(content));
            }
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
