package captionstream.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Topologies in processes of their own, each with a state directory that its successor finds, or finds empty. */
final class TopologyFleet implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> environment;
    private final List<String> options;
    private final List<Captionstream> topologies = new ArrayList<>();

    TopologyFleet(Path folder, Map<String, String> environment, int size, String... options) {
        this.folder = folder;
        this.environment = environment;
        this.options = List.of(options);
        IntStream.range(0, size).forEach(name -> topologies.add(start(name)));
    }

    private Captionstream start(int name) {
        return Captionstream.start(
                folder,
                environment,
                Stream.concat(Stream.of("topology", "--state-dir", state(name).toString()), options.stream())
                        .toArray(String[]::new));
    }

    private Path state(int name) {
        return folder.resolve("state-" + name);
    }

    /**
     * Kills some of those that take part in the work, or are about to, and starts others in their places.
     *
     * @return how many
     */
    int killOneOrTwo(Random random) throws InterruptedException, IOException {
        List<Integer> victims = new ArrayList<>(IntStream.range(0, topologies.size())
                .filter(name -> topologies.get(name).output().contains("state=REBALANCING"))
                .boxed()
                .toList());
        Collections.shuffle(victims, random);
        int killed = Math.min(1 + random.nextInt(2), victims.size());
        for (int name : victims.subList(0, killed)) {
            topologies.get(name).kill();
        }
        for (int name : victims.subList(0, killed)) {
            if (random.nextInt(3) == 0) {
                wipe(state(name));
            }
            topologies.set(name, start(name));
        }
        return killed;
    }

    private static void wipe(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    boolean allRun() {
        return topologies.stream().allMatch(Captionstream::isRunning);
    }

    /** What those that are at work now have printed. */
    String output() {
        return String.join("\n", topologies.stream().map(Captionstream::output).toList());
    }

    /** Lets all commit what they have done. */
    void terminate() throws InterruptedException {
        for (Captionstream topology : topologies) {
            topology.terminate();
        }
    }

    @Override
    public void close() {
        topologies.forEach(Captionstream::close);
    }
}
