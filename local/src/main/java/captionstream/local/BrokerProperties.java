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

/** The broker's settings, and its directory formatted for them. */
record BrokerProperties(Path logDirectory, Path file, Properties settings) {
    private static final String YEAR_IN_MINUTES = Integer.toString(365 * 24 * 60);

    /** One node needs one replica of everything; a laptop needs small buffers, few threads and a quick restart. */
    private static final Map<String, String> ONE_SMALL_NODE = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
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
        String controller = "CONTROLLER://" + LoopbackPort.HOST + ":" + controllerPort;
        Properties settings = new Properties();
        settings.putAll(ONE_SMALL_NODE);
        settings.setProperty("listeners", broker + "," + controller);
        settings.setProperty("advertised.listeners", broker);
        settings.setProperty("controller.quorum.voters", "1@" + LoopbackPort.HOST + ":" + controllerPort);
        settings.setProperty("log.dirs", logDirectory.toString());
        return new BrokerProperties(logDirectory, directory.resolve("server.properties"), settings);
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
        Path known = logDirectory.resolve("meta.properties");
        if (!Files.exists(known)) {
            return Uuid.randomUuid().toString();
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(known)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + known, e);
        }
        return properties.getProperty("cluster.id", Uuid.randomUuid().toString());
    }
}
