package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Workers in processes of their own, each under a name that its successor takes over. */
final class WorkerFleet implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path folder;
    private final Map<String, String> environment;
    private final List<String> options;
    private final List<Captionstream> workers = new ArrayList<>();

    WorkerFleet(Path folder, Map<String, String> environment, int size, String... options) {
        this.folder = folder;
        this.environment = environment;
        this.options = List.of(options);
        IntStream.range(0, size).forEach(name -> workers.add(start(name)));
    }

    private Captionstream start(int name) {
        return Captionstream.start(
                folder,
                environment,
                Stream.concat(Stream.of("worker", "--instance-id", "worker-" + name), options.stream())
                        .toArray(String[]::new));
    }

    /** Kills one of those that have started, and starts another in its place; false while none has. */
    private boolean killOneOfTheStarted(Random random) throws InterruptedException {
        List<Integer> started = IntStream.range(0, workers.size())
                .filter(name -> workers.get(name).output().contains("Worker started"))
                .boxed()
                .toList();
        if (started.isEmpty()) {
            return false;
        }
        int victim = started.get(random.nextInt(started.size()));
        workers.get(victim).kill();
        workers.set(victim, start(victim));
        return true;
    }

    /** Once there are so many outcomes; all workers must run until then. */
    void killOneAfter(long goal, CommittedOutcomes outcomes, Random random) {
        await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> {
            assertThat(allRun()).as(output()).isTrue();
            return outcomes.count() >= goal;
        });
        await().atMost(PATIENCE).until(() -> killOneOfTheStarted(random));
    }

    /** What those that are at work now have printed. */
    String output() {
        return String.join("\n", workers.stream().map(Captionstream::output).toList());
    }

    boolean allRun() {
        return workers.stream().allMatch(Captionstream::isRunning);
    }

    @Override
    public void close() {
        workers.forEach(Captionstream::close);
    }
}
