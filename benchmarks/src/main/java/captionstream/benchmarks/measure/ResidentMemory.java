package captionstream.benchmarks.measure;

import captionstream.cli.console.CommandFailure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Physical memory of this process, as Linux counts it, in bytes.
 *
 * @param total heap, native memory and mapped files, such as the weights
 * @param heap of Java, which is all resident where it was touched at the start, as {@code run.sh} has it
 */
public record ResidentMemory(long total, long heap) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    public static ResidentMemory now() {
        try {
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
            return new ResidentMemory(resident(Files.readAllLines(STATUS)), heap);
        } catch (IOException e) {
            throw CommandFailure.environment("Cannot read " + STATUS + ": " + e.getMessage(), "Run this on Linux");
        }
    }

    /** All that the heap's limit does not bound: the engine's memory, mapped files, Java's own code and threads. */
    public long outsideHeap() {
        return total - heap;
    }

    public static double mebibytes(long bytes) {
        return bytes / (double) (1 << 20);
    }

    static long resident(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(RESIDENT))
                .map(line -> line.substring(RESIDENT.length()).replace("kB", "").strip())
                .mapToLong(kilobytes -> 1024 * Long.parseLong(kilobytes))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + RESIDENT + " in " + status));
    }
}
