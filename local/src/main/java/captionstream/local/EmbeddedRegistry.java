package captionstream.local;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.net.URI;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry with Confluent's REST interface, for Avro. Its state is the compacted topic {@code _schemas} on the
 * broker, so ids outlive it. It listens on the loopback interface alone; one registry a cluster.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final long MAX_REQUEST_BYTES = 1 << 20;

    private final SchemaStore store;
    private final Javalin http;

    private EmbeddedRegistry(SchemaStore store, Javalin http) {
        this.store = store;
        this.http = http;
    }

    /**
     * Starts the registry and returns once it answers.
     *
     * @param port to listen on, or 0 for a free one
     * @throws LocalStartException where the port is in use or the broker cannot be reached
     */
    public static EmbeddedRegistry start(String bootstrapServers, int port) {
        if (port != 0) {
            LoopbackPort.claimed(port, "The schema registry");
        }
        SchemaStore store = open(bootstrapServers);
        try {
            Javalin http = Javalin.create(config -> configure(config, store)).start(LoopbackPort.HOST, port);
            LOG.atInfo().addKeyValue("port", http.port()).log("The embedded schema registry is ready");
            return new EmbeddedRegistry(store, http);
        } catch (RuntimeException e) {
            store.close();
            throw new LocalStartException("The schema registry did not start: " + e.getMessage(), e);
        }
    }

    public URI url() {
        return URI.create("http://" + LoopbackPort.HOST + ":" + http.port());
    }

    @Override
    public void close() {
        http.stop();
        store.close();
    }

    private static SchemaStore open(String bootstrapServers) {
        try {
            return SchemaStore.open(Map.of(
                    CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrapServers,
                    CommonClientConfigs.CLIENT_ID_CONFIG,
                    "schema-registry"));
        } catch (RuntimeException e) {
            throw new LocalStartException(
                    "The schema registry cannot keep its schemas on " + bootstrapServers + ": " + e.getMessage(), e);
        }
    }

    private static void configure(JavalinConfig config, SchemaStore store) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.maxRequestSize = MAX_REQUEST_BYTES;
        config.jetty.threadPool = threads();
        new RegistryRoutes(store).add(config.routes);
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(16, 2);
        threads.setName("schema-registry");
        return threads;
    }
}
