package captionstream.benchmarks.pipeline;

import captionstream.cli.console.CommandFailure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** {@code benchmarks/peer/paper_loop.py} in a process of its own, set up as fast as Debian's PyTorch can be. */
final class PaperLoop implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter requests;
    private final String version;

    private PaperLoop(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        this.version = answer().path("torch").asText();
    }

    /** Loads the model and returns when the loop is ready. */
    static PaperLoop start(String python, Path script, Path bundle, int threads) {
        ProcessBuilder builder = new ProcessBuilder(
                        python,
                        script.toString(),
                        "--bundle",
                        bundle.toString(),
                        "--threads",
                        Integer.toString(threads))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Debian's OpenBLAS takes recent processors for old ones.
        builder.environment().putIfAbsent("OPENBLAS_CORETYPE", "SkylakeX");
        builder.environment().put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        try {
            return new PaperLoop(builder.start());
        } catch (IOException e) {
            throw CommandFailure.environment("Cannot start " + python + ": " + e.getMessage(), "");
        }
    }

    String version() {
        return version;
    }

    /** Billions of floating-point operations a second in products of square matrices. */
    double gflops(int size) {
        send(JSON.createObjectNode().put("matmul", size));
        return answer().path("gflops").doubleValue();
    }

    /** Captions of one image, one after another: the ids generated for each prompt. */
    List<long[]> caption(Path image, List<long[]> prompts, PaperTexts texts) {
        ObjectNode request = JSON.createObjectNode().put("image", image.toString());
        prompts.forEach(prompt -> ids(request.withArray("/prompts").addArray(), prompt));
        ids(request.putArray("stops"), texts.stops());
        send(request);
        List<long[]> generated = new ArrayList<>();
        for (long[] prompt : prompts) {
            long[] ids = StreamSupport.stream(answer().path("ids").spliterator(), false)
                    .mapToLong(JsonNode::longValue)
                    .toArray();
            generated.add(ids);
            ObjectNode text = JSON.createObjectNode();
            ids(text.putArray("text"), texts.clipIds(prompt, ids));
            send(text);
        }
        answer();
        return generated;
    }

    private static void ids(ArrayNode array, long[] ids) {
        for (long id : ids) {
            array.add(id);
        }
    }

    private void send(ObjectNode message) {
        try {
            requests.write(message.toString());
            requests.newLine();
            requests.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw CommandFailure.environment(
                        "The peer in PyTorch ended, see above",
                        "It needs Debian's python3-torch, python3-pil and libopenblas0-openmp; or leave it out with"
                                + " --without-peer");
            }
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            requests.close();
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
