package captionstream.benchmarks.pipeline;

import captionstream.Caption;
import captionstream.ImageEvent;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import captionstream.cli.kafka.TopicReader;
import captionstream.cli.kafka.TopicRow;
import captionstream.cli.publish.TopicPublisher;
import captionstream.cli.services.OrderlyStop;
import captionstream.local.EmbeddedKafka;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.TopologyConfig;
import captionstream.topology.TopologyService;
import captionstream.worker.WorkerConfig;
import captionstream.worker.WorkerService;
import captionstream.worker.image.FetchPolicy;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Embedded broker and registry, both topologies and one worker, with the settings that they have by default. */
final class LocalPipeline implements AutoCloseable {
    private static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Terminal NOWHERE = Terminal.plain(
            new PrintStream(OutputStream.nullOutputStream()), new PrintStream(OutputStream.nullOutputStream()));

    private final OrderlyStop stop = OrderlyStop.alsoOnSignals();
    private final WorkerService worker;
    private final TopicPublisher<ImageEvent> publisher;
    private final TopicReader<Caption> captions;
    private final int maxBatch;
    private int published;

    /**
     * @param state folder for everything that is kept
     * @param images folder that the worker may read
     */
    LocalPipeline(Path state, Path bundle, Path images) throws InterruptedException {
        try {
            KafkaConnection connection = stop.add(EmbeddedKafka.start(state.resolve("broker"), 0, 0, PARTITIONS))
                    .connection();
            TopologyService topology =
                    stop.add(TopologyService.start(TopologyConfig.builder(connection, state.resolve("streams"))
                            .partitions(PARTITIONS)
                            .replication(1)
                            .build()));
            WorkerConfig config = WorkerConfig.builder(connection, bundle)
                    .device("cpu")
                    .fetch(FetchPolicy.defaults().withFileRoots(List.of(images)))
                    .partitions(PARTITIONS)
                    .replication(1)
                    .build();
            maxBatch = config.maxBatch();
            worker = stop.add(WorkerService.start(config));
            if (!topology.awaitRunning(PATIENCE)) {
                throw CommandFailure.failed("The topologies did not start", "");
            }
            AvroSerdes serdes = AvroSerdes.using(connection);
            publisher = stop.add(TopicPublisher.events(connection, serdes));
            captions = stop.add(
                    new TopicReader<>(connection, serdes, Topic.CAPTIONS, Caption.class, TopicReader.Start.LATEST));
        } catch (RuntimeException e) {
            stop.close();
            throw e;
        }
    }

    /** Most images that the worker captions together. */
    int maxBatch() {
        return maxBatch;
    }

    /** Publishes each image as a new event and returns when all their captions can be read, committed. */
    List<Caption> caption(List<Path> images, List<String> prompts) {
        List<ImageEvent> events =
                images.stream().map(image -> event(image, prompts)).toList();
        try (Progress unseen = new Progress(NOWHERE, "")) {
            publisher.publish(events.stream(), OptionalLong.empty(), unseen);
        }
        List<Caption> arrived = new ArrayList<>();
        long began = System.nanoTime();
        while (arrived.size() < images.size() * prompts.size()) {
            captions.poll(Duration.ofMillis(100)).stream().map(TopicRow::value).forEach(arrived::add);
            check(System.nanoTime() - began);
        }
        return arrived;
    }

    private ImageEvent event(Path image, List<String> prompts) {
        return ImageEvent.newBuilder()
                .setId("event-" + published++)
                .setUri(image.toUri().toString())
                .setPrompts(prompts)
                .setTime(Instant.now())
                .build();
    }

    private void check(long waitedNanos) {
        worker.failure().ifPresent(reason -> {
            throw CommandFailure.failed("The worker stopped: " + reason, "");
        });
        if (waitedNanos > PATIENCE.toNanos()) {
            throw CommandFailure.failed("No captions came for " + PATIENCE.toMinutes() + " minutes", "");
        }
    }

    @Override
    public void close() {
        stop.close();
    }
}
