package captionstream.local;

import java.nio.file.Path;

/** A process that runs broker and registry until it is killed; says when it is ready and when it has closed. */
public final class BrokerProcess {
    static final String READY = "ready ";
    static final String CLOSED = "closed";

    private BrokerProcess() {}

    /** @param arguments the directory */
    public static void main(String[] arguments) throws InterruptedException {
        long start = System.nanoTime();
        EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), 0, 0, 3);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            kafka.close();
            System.out.println(CLOSED);
        }));
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println(READY + kafka.connection().bootstrapServers() + " "
                + kafka.connection().schemaRegistryUrl() + " after " + millis + " ms, heap " + usedHeap() + " MB");
        Thread.currentThread().join();
    }

    private static long usedHeap() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
    }
}
