package captionstream.worker;

import captionstream.schemas.KafkaConnection;
import captionstream.worker.image.FetchPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A worker in a JVM of its own, so that it can be killed. It prints a line for every batch the model begins. */
final class WorkerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader batches;

    private WorkerProcess(Process process) {
        this.process = process;
        this.batches = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static WorkerProcess start(RealCluster cluster, String instanceId) throws IOException {
        return start(cluster, DeliveryMode.EXACTLY_ONCE, instanceId);
    }

    static WorkerProcess start(RealCluster cluster, DeliveryMode delivery, String instanceId) throws IOException {
        return new WorkerProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerProcess.class.getName(),
                        cluster.kafka.bootstrapServers(),
                        cluster.kafka.schemaRegistryUrl().toString(),
                        cluster.images.toString(),
                        delivery.name(),
                        instanceId)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    public static void main(String[] args) throws InterruptedException {
        KafkaConnection kafka = KafkaConnection.to(args[0], URI.create(args[1]));
        Path images = Path.of(args[2]);
        WorkerConfig config = WorkerConfig.builder(kafka, images)
                .fetch(FetchPolicy.defaults().withFileRoots(List.of(images)))
                .delivery(DeliveryMode.valueOf(args[3]))
                .instanceId(args[4])
                .maxBatch(4)
                .runAhead(16)
                .maxWait(Duration.ofMillis(10))
                .build();
        FakeCaptioner captioner = new FakeCaptioner().whileWorking(() -> System.out.println("batch"));
        WorkerService.start(config, captioner).awaitEnd();
    }

    /** Blocks until the model has begun so many batches more. */
    void awaitBatches(int count) throws IOException {
        for (int seen = 0; seen < count; ) {
            String line = batches.readLine();
            if (line == null) {
                throw new IllegalStateException("The worker process ended by itself");
            }
            seen += line.endsWith("batch") ? 1 : 0;
        }
    }

    /** SIGKILL. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
