package captionstream.benchmarks.images;

import captionstream.cli.console.CommandFailure;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code benchmarks/peer/pillow_images.py} in a process of its own. */
final class PillowPeer implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter requests;
    private final String version;

    private PillowPeer(Process process) throws IOException {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        this.version = answer();
    }

    static PillowPeer start(String python, Path script, List<Path> images) throws IOException {
        List<String> command = new ArrayList<>(List.of(python, script.toString()));
        images.forEach(image -> command.add(image.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("OPENBLAS_NUM_THREADS", "1");
        return new PillowPeer(builder.start());
    }

    String version() {
        return version;
    }

    /** @return processor seconds of working through all images so many times */
    double measure(int times) throws IOException {
        send("measure " + times);
        return Double.parseDouble(answer());
    }

    /** What it makes of all images, one after another, by way of a file. */
    float[] pixels(Path file) throws IOException {
        send("pixels " + file);
        answer();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] pixels = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(pixels);
        return pixels;
    }

    private void send(String line) throws IOException {
        requests.write(line);
        requests.newLine();
        requests.flush();
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw CommandFailure.environment(
                    "The peer ended, see above", "It needs Debian's python3-pil and python3-numpy");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        try {
            requests.close();
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
