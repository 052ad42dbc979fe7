package captionstream.benchmarks.statistics;

import captionstream.cli.console.CommandFailure;
import captionstream.local.EmbeddedKafka;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.serde.AvroSerdes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Utils;

/** An embedded broker with captions to count, and two processes of each contender, of which one or both run. */
final class Arena implements AutoCloseable {
    static final int PARTITIONS = 8;

    private static final int PROCESSES = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final EmbeddedKafka kafka;
    private final KafkaConnection connection;
    private final AvroSerdes serdes;
    private final Path state;
    private final List<String> options;
    private final Map<Contender, List<Instance>> instances = new EnumMap<>(Contender.class);
    private int applications;

    /**
     * @param state a folder that is deleted at the end
     * @param options of the contenders' Java
     */
    Arena(Path state, List<String> options) {
        this.state = state;
        this.options = options;
        kafka = EmbeddedKafka.start(state.resolve("broker"), 0, 0, PARTITIONS);
        connection = kafka.connection();
        serdes = AvroSerdes.using(connection);
    }

    void publish(CaptionSource captions, int images) throws InterruptedException {
        try (Admin admin = Admin.create(connection.clientConfig())) {
            admin.createTopics(List.of(new NewTopic(PlainTopology.RESULTS, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw CommandFailure.failed("Cannot create a topic: " + e.getCause().getMessage(), "")
                    .causedBy(e);
        }
        captions.publish(connection, serdes, images);
    }

    /**
     * Counts as a new application, from the beginning, until so many captions are in the published statistics.
     *
     * @param share percent of a processor that each process is held to, or 0
     */
    Course run(Contender contender, int processes, long captions, int share) throws InterruptedException {
        List<Instance> running = instances(contender).subList(0, processes);
        String application = contender.name().toLowerCase(Locale.ROOT).replace('_', '-') + applications++;
        try (CountedCaptions counted = new CountedCaptions(connection, serdes, contender.results());
                Admin admin = Admin.create(connection.clientConfig())) {
            running.forEach(instance -> instance.hold(share));
            running.forEach(instance -> instance.run(application));
            running.forEach(Instance::await);
            awaitFirstCommit(admin, application + "-statistics");
            List<Course.Point> points = follow(counted, running, captions);
            for (Instance instance : running) {
                instance.release();
            }
            running.forEach(Instance::stop);
            running.forEach(Instance::await);
            forget(application);
            return new Course(points, Map.copyOf(counted.byPrompt()));
        }
    }

    /** Joining the group is over then, and next to nothing is counted. */
    private static void awaitFirstCommit(Admin admin, String group) throws InterruptedException {
        try {
            while (admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .isEmpty()) {
                Thread.sleep(20);
            }
        } catch (ExecutionException e) {
            throw CommandFailure.failed("Cannot read offsets: " + e.getCause().getMessage(), "")
                    .causedBy(e);
        }
    }

    private static List<Course.Point> follow(CountedCaptions counted, List<Instance> running, long captions) {
        List<Course.Point> points = new ArrayList<>();
        long began = System.nanoTime();
        points.add(new Course.Point(0, 0, processorTimes(running), ownProcessorTime()));
        long before = 0;
        while (before < captions) {
            long now = counted.poll(Duration.ofMillis(50));
            double seconds = (System.nanoTime() - began) / 1e9;
            if (now > before) {
                points.add(new Course.Point(now, seconds, processorTimes(running), ownProcessorTime()));
                before = now;
            } else if (seconds > PATIENCE.toSeconds()) {
                throw CommandFailure.failed("Only " + now + " of " + captions + " captions were counted", "");
            }
        }
        return points;
    }

    private static List<Double> processorTimes(List<Instance> instances) {
        return instances.stream()
                .map(instance -> instance.processorTime().toNanos() / 1e9)
                .toList();
    }

    private static double ownProcessorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    private List<Instance> instances(Contender contender) {
        return instances.computeIfAbsent(contender, c -> {
            List<Instance> started = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                started.add(Instance.start(c, connection, state.resolve(c.name() + "-" + i), options));
            }
            return started;
        });
    }

    /** Its stores' topics and offsets would fill the disk, and be compacted while others are measured. */
    private void forget(String application) throws InterruptedException {
        try (Admin admin = Admin.create(connection.clientConfig())) {
            List<String> own = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith(application))
                    .toList();
            admin.deleteTopics(own).all().get();
        } catch (ExecutionException e) {
            throw CommandFailure.failed("Cannot delete a topic: " + e.getCause().getMessage(), "")
                    .causedBy(e);
        }
    }

    @Override
    public void close() throws InterruptedException, IOException {
        for (List<Instance> ofContender : instances.values()) {
            for (Instance instance : ofContender) {
                instance.close();
            }
        }
        kafka.close();
        Utils.delete(state.toFile());
    }
}
