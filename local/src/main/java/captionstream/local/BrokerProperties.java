package captionstream.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * The broker's settings, and its directory formatted for them.
 *
 * @param controller address that the controller listens on
 */
record BrokerProperties(Path logDirectory, Path file, String controller, Properties settings) {
    static final int NODE_ID = 1;

    private static final String CONTROLLER_LISTENER = "CONTROLLER://";
    private static final String YEAR_IN_MINUTES = Integer.toString(365 * 24 * 60);

    /** One node needs one replica of everything; a laptop needs small buffers, few threads and a quick restart. */
    private static final Map<String, String> ONE_SMALL_NODE = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", Integer.toString(NODE_ID)),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "BROKER"),
            Map.entry("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("offsets.retention.minutes", YEAR_IN_MINUTES),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "2"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
            Map.entry("log.index.size.max.bytes", "1048576"),
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"));

    static BrokerProperties of(Path directory, int brokerPort, int controllerPort) {
        Path logDirectory = directory.toAbsolutePath().resolve("kafka");
        String broker = "BROKER://" + LoopbackPort.HOST + ":" + brokerPort;
        String controller = LoopbackPort.HOST + ":" + controllerPort;
        Properties settings = new Properties();
        settings.putAll(ONE_SMALL_NODE);
        settings.setProperty("listeners", broker + "," + CONTROLLER_LISTENER + controller);
        settings.setProperty("advertised.listeners", broker);
        settings.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
        settings.setProperty("log.dirs", logDirectory.toString());
        return new BrokerProperties(logDirectory, directory.resolve("server.properties"), controller, settings);
    }

    /** Those of the controller without its broker. */
    Properties ofControllerAlone() {
        Properties alone = new Properties();
        alone.putAll(settings);
        alone.setProperty("process.roles", "controller");
        alone.setProperty("listeners", CONTROLLER_LISTENER + controller);
        alone.remove("advertised.listeners");
        alone.remove("inter.broker.listener.name");
        return alone;
    }

    boolean isFormatted() {
        return Files.exists(metaProperties());
    }

    private Path metaProperties() {
        return logDirectory.resolve("meta.properties");
    }

    /** Formats the log directory unless it is already, and gives the settings to start with. */
    Properties format() {
        write();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        String[] command = {"format", "--ignore-formatted", "--cluster-id", clusterId(), "--config", file.toString()};
        int status = StorageTool.execute(command, new PrintStream(told, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IllegalStateException(
                    "cannot format " + logDirectory + ": " + told.toString(StandardCharsets.UTF_8));
        }
        return settings;
    }

    private void write() {
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, "Written at every start of the embedded broker; changes here are lost");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private String clusterId() {
        if (!isFormatted()) {
            return Uuid.randomUuid().toString();
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(metaProperties())) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + metaProperties(), e);
        }
        return properties.getProperty("cluster.id", Uuid.randomUuid().toString());
    }
}
