package captionstream.local;

import java.net.BindException;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A single-node Kafka cluster, broker and KRaft controller in one, in this process. It listens on the loopback
 * interface alone; its state lives in a directory, survives {@link #close} as well as a crash, and belongs to one
 * broker at a time.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final int PORT_ATTEMPTS = 5;

    private final DirectoryLock lock;
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(DirectoryLock lock, KafkaRaftServer server, int port) {
        this.lock = lock;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the broker and returns once it takes requests.
     *
     * @param directory made if missing
     * @param port to listen on, or 0 for a free one
     * @throws LocalStartException where the directory or the port is in use, or the broker does not start
     */
    public static EmbeddedBroker start(Path directory, int port) {
        KafkaExit.keepTheProcess();
        DirectoryLock lock = DirectoryLock.take(directory);
        try {
            return startLocked(directory, port, lock);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Whether the broker met a fault that it cannot survive, such as a full disk: it serves no more. */
    public boolean hasFailed() {
        return KafkaExit.wasWanted();
    }

    /** Stops the broker in order and blocks until it has; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (lock.isHeld()) {
            stop(server);
            lock.close();
            LOG.atInfo().addKeyValue("port", port).log("The embedded broker has stopped");
        }
    }

    private static EmbeddedBroker startLocked(Path directory, int port, DirectoryLock lock) {
        for (int attempt = 1; ; attempt++) {
            int brokerPort = port == 0 ? LoopbackPort.free() : LoopbackPort.claimed(port, "The broker");
            try {
                KafkaRaftServer server = serve(BrokerProperties.of(directory, brokerPort, LoopbackPort.free()));
                LOG.atInfo()
                        .addKeyValue("port", brokerPort)
                        .addKeyValue("directory", directory)
                        .log("The embedded broker is ready");
                return new EmbeddedBroker(lock, server, brokerPort);
            } catch (RuntimeException e) {
                if (attempt == PORT_ATTEMPTS || !isPortTaken(e)) {
                    throw new LocalStartException(
                            "The embedded broker did not start in " + directory + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private static KafkaRaftServer serve(BrokerProperties properties) {
        if (KilledBroker.wasHere(properties)) {
            KafkaRaftServer controller = started(properties.ofControllerAlone());
            try {
                KilledBroker.unregister(properties.controller());
            } finally {
                stop(controller);
            }
        }
        return started(properties.format());
    }

    private static KafkaRaftServer started(Properties settings) {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException | Error e) {
            stop(server);
            throw e;
        }
    }

    private static void stop(KafkaRaftServer server) {
        server.shutdown();
        server.awaitShutdown();
    }

    private static boolean isPortTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }
}
