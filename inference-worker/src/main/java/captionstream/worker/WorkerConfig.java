package captionstream.worker;

import captionstream.schemas.KafkaConnection;
import captionstream.worker.caption.DecodingOptions;
import captionstream.worker.caption.EngineSettings;
import captionstream.worker.image.FetchPolicy;
import captionstream.worker.model.Precision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that a worker needs to know. Made by {@link #builder}, whose settings begin at the defaults.
 *
 * @param kafka the cluster and its schema registry
 * @param bundle directory of the model bundle
 * @param device {@code auto}, or {@code cpu} and {@code gpu:N} with commas between them: a batch is worked on at each
 * @param precision what the model computes in
 * @param modelCheck how often to look whether another bundle has come to stand there; 0 for never
 * @param decoding how captions are generated
 * @param fetch which images may be read, and within what limits
 * @param delivery what is promised of the outcomes of a request
 * @param groupId group shared by all workers, of consumers or a share group
 * @param instanceId stable name of this worker, unique in its group, under which a restarted worker takes the place of
 *     its earlier self at once; null for one that nobody else has
 * @param maxBatch most images in a batch, from 1
 * @param maxRows most captions that are decoded at once, from 1; the others of the batch wait for a row
 * @param maxWait how long a request may wait for others that are loading to fill its batch
 * @param loaderThreads threads that fetch and decode images, from 1
 * @param runAhead most requests held ahead of the model, at least maxBatch for each device and once more
 * @param partitions of topics that do not exist yet
 * @param replication of topics that do not exist yet, -1 for the cluster's default
 * @param healthPort loopback port of the health endpoints; 0 for any free one, -1 for none
 * @param drainTimeout how long closing may take to finish what is at work
 */
public record WorkerConfig(
        KafkaConnection kafka,
        Path bundle,
        String device,
        Precision precision,
        Duration modelCheck,
        DecodingOptions decoding,
        FetchPolicy fetch,
        DeliveryMode delivery,
        String groupId,
        @Nullable String instanceId,
        int maxBatch,
        int maxRows,
        Duration maxWait,
        int loaderThreads,
        int runAhead,
        int partitions,
        short replication,
        int healthPort,
        Duration drainTimeout) {
    private static final Pattern DEVICE = Pattern.compile("auto|(cpu|gpu:[0-9]{1,3})(,(cpu|gpu:[0-9]{1,3})){0,63}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    /** @throws IllegalArgumentException naming the setting and the value that is wrong */
    public WorkerConfig {
        Objects.requireNonNull(kafka, "kafka");
        Objects.requireNonNull(bundle, "bundle");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(decoding, "decoding");
        Objects.requireNonNull(fetch, "fetch");
        Objects.requireNonNull(delivery, "delivery");
        require(
                DEVICE.matcher(device).matches(),
                "device",
                device,
                "auto, cpu or gpu:N, or several of the latter two with commas between them");
        require(!modelCheck.isNegative(), "model-check", modelCheck, "0 or more");
        require(NAME.matcher(groupId).matches(), "group", groupId, "1 to 200 letters, digits, dots, dashes or _");
        require(
                instanceId == null || NAME.matcher(instanceId).matches(),
                "instance-id",
                String.valueOf(instanceId),
                "1 to 200 letters, digits, dots, dashes or _");
        require(maxBatch >= 1 && maxBatch <= 1024, "max-batch", maxBatch, "1 to 1024");
        require(maxRows >= 1 && maxRows <= 4096, "max-rows", maxRows, "1 to 4096");
        require(
                !maxWait.isNegative() && maxWait.compareTo(Duration.ofMinutes(1)) <= 0,
                "max-wait",
                maxWait,
                "0 to 60 s");
        require(loaderThreads >= 1 && loaderThreads <= 256, "loader-threads", loaderThreads, "1 to 256");
        int batches = devices(device).size() + 1;
        require(
                runAhead >= batches * maxBatch && runAhead <= 65_536,
                "run-ahead",
                runAhead,
                batches + " * max-batch, one for each device and one more, to 65536");
        require(partitions >= 1, "partitions", partitions, "1 or more");
        require(replication == -1 || replication >= 1, "replication", replication, "1 or more, or -1");
        require(healthPort >= -1 && healthPort <= 65_535, "health-port", healthPort, "a port, 0 for any, -1 for none");
        require(!drainTimeout.isNegative(), "drain-timeout", drainTimeout, "0 or more");
    }

    /** The devices one by one, repeated where the setting repeats them. */
    List<String> devices() {
        return devices(device);
    }

    private static List<String> devices(String device) {
        return List.of(device.split(","));
    }

    private static void require(boolean condition, String setting, Object value, String allowed) {
        if (!condition) {
            throw new IllegalArgumentException(setting + " is '" + value + "': it must be " + allowed);
        }
    }

    public static Builder builder(KafkaConnection kafka, Path bundle) {
        return new Builder(kafka, bundle);
    }

    /** Settings to begin with; {@link #build} checks them. */
    public static final class Builder {
        private final KafkaConnection kafka;
        private final Path bundle;
        private String device = "auto";
        private Precision precision = Precision.FLOAT32;
        private Duration modelCheck = Duration.ofSeconds(10);
        private DecodingOptions decoding = DecodingOptions.GREEDY;
        private FetchPolicy fetch = FetchPolicy.defaults();
        private DeliveryMode delivery = DeliveryMode.EXACTLY_ONCE;
        private @Nullable String groupId;
        private @Nullable String instanceId;
        private int maxBatch = 16;
        private int maxRows = EngineSettings.DEFAULT_MAX_ROWS;
        private Duration maxWait = Duration.ofMillis(50);
        private int loaderThreads = 4;
        private int runAhead = 64;
        private int partitions = 6;
        private short replication = -1;
        private int healthPort = -1;
        private Duration drainTimeout = Duration.ofSeconds(30);

        private Builder(KafkaConnection kafka, Path bundle) {
            this.kafka = kafka;
            this.bundle = bundle;
        }

        public Builder device(String device) {
            this.device = device;
            return this;
        }

        public Builder precision(Precision precision) {
            this.precision = precision;
            return this;
        }

        public Builder modelCheck(Duration modelCheck) {
            this.modelCheck = modelCheck;
            return this;
        }

        public Builder decoding(DecodingOptions decoding) {
            this.decoding = decoding;
            return this;
        }

        public Builder fetch(FetchPolicy fetch) {
            this.fetch = fetch;
            return this;
        }

        public Builder delivery(DeliveryMode delivery) {
            this.delivery = delivery;
            return this;
        }

        /** @param groupId null for the usual one of the delivery */
        public Builder groupId(@Nullable String groupId) {
            this.groupId = groupId;
            return this;
        }

        public Builder instanceId(@Nullable String instanceId) {
            this.instanceId = instanceId;
            return this;
        }

        public Builder maxBatch(int maxBatch) {
            this.maxBatch = maxBatch;
            return this;
        }

        public Builder maxRows(int maxRows) {
            this.maxRows = maxRows;
            return this;
        }

        public Builder maxWait(Duration maxWait) {
            this.maxWait = maxWait;
            return this;
        }

        public Builder loaderThreads(int loaderThreads) {
            this.loaderThreads = loaderThreads;
            return this;
        }

        public Builder runAhead(int runAhead) {
            this.runAhead = runAhead;
            return this;
        }

        public Builder partitions(int partitions) {
            this.partitions = partitions;
            return this;
        }

        public Builder replication(int replication) {
            this.replication = (short) replication;
            return this;
        }

        public Builder healthPort(int healthPort) {
            this.healthPort = healthPort;
            return this;
        }

        public Builder drainTimeout(Duration drainTimeout) {
            this.drainTimeout = drainTimeout;
            return this;
        }

        public WorkerConfig build() {
            return new WorkerConfig(
                    kafka,
                    bundle,
                    device,
                    precision,
                    modelCheck,
                    decoding,
                    fetch,
                    delivery,
                    groupId == null ? delivery.defaultGroup() : groupId,
                    instanceId,
                    maxBatch,
                    maxRows,
                    maxWait,
                    loaderThreads,
                    runAhead,
                    partitions,
                    replication,
                    healthPort,
                    drainTimeout);
        }
    }
}
