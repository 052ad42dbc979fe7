package captionstream.topology;

import captionstream.schemas.KafkaConnection;
import captionstream.topology.intake.IntakeSettings;
import captionstream.topology.statistics.StatisticsSettings;
import java.nio.file.Path;

/**
 * How one instance of the topologies runs. Made by {@link #builder}, whose settings begin at the defaults.
 *
 * @param applicationId begins the ids of both stream applications; instances that share it share the work
 * @param stateDir where this instance keeps its stores; not to be shared with another running instance
 * @param partitions of topics that do not exist yet
 * @param replication replicas of topics that do not exist yet, internal ones too, or -1 for the cluster's default
 * @param threads of each of the two applications
 * @param standbyReplicas copies of the stores that other instances keep ready
 */
public record TopologyConfig(
        KafkaConnection connection,
        String applicationId,
        Path stateDir,
        int partitions,
        int replication,
        int threads,
        int standbyReplicas,
        IntakeSettings intake,
        StatisticsSettings statistics) {
    public TopologyConfig {
        if (!applicationId.matches("[a-zA-Z0-9._-]{1,200}")) {
            throw new IllegalArgumentException(
                    "application-id is '" + applicationId + "': it must be 1 to 200 letters, digits, '.', '_' or '-'");
        }
        require(partitions >= 1 && partitions <= 10_000, "partitions", partitions, "between 1 and 10000");
        require(
                replication == -1 || (replication >= 1 && replication <= Short.MAX_VALUE),
                "replication",
                replication,
                "-1 (the cluster's default) or at least 1");
        require(threads >= 1 && threads <= 1024, "threads", threads, "between 1 and 1024");
        require(standbyReplicas >= 0 && standbyReplicas <= 16, "standby-replicas", standbyReplicas, "between 0 and 16");
    }

    private static void require(boolean holds, String setting, int value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(setting + " is " + value + ": it must be " + range);
        }
    }

    String intakeApplicationId() {
        return applicationId + "-intake";
    }

    String statisticsApplicationId() {
        return applicationId + "-statistics";
    }

    public static Builder builder(KafkaConnection connection, Path stateDir) {
        return new Builder(connection, stateDir);
    }

    /** Settings to begin with; {@link #build} checks them. */
    public static final class Builder {
        private final KafkaConnection connection;
        private final Path stateDir;
        private String applicationId = "captionstream";
        private int partitions = 6;
        private int replication = -1;
        private int threads = 1;
        private int standbyReplicas;
        private IntakeSettings intake = IntakeSettings.DEFAULTS;
        private StatisticsSettings statistics = StatisticsSettings.DEFAULTS;

        private Builder(KafkaConnection connection, Path stateDir) {
            this.connection = connection;
            this.stateDir = stateDir;
        }

        public Builder applicationId(String applicationId) {
            this.applicationId = applicationId;
            return this;
        }

        public Builder partitions(int partitions) {
            this.partitions = partitions;
            return this;
        }

        public Builder replication(int replication) {
            this.replication = replication;
            return this;
        }

        public Builder threads(int threads) {
            this.threads = threads;
            return this;
        }

        public Builder standbyReplicas(int standbyReplicas) {
            this.standbyReplicas = standbyReplicas;
            return this;
        }

        public Builder intake(IntakeSettings intake) {
            this.intake = intake;
            return this;
        }

        public Builder statistics(StatisticsSettings statistics) {
            this.statistics = statistics;
            return this;
        }

        public TopologyConfig build() {
            return new TopologyConfig(
                    connection,
                    applicationId,
                    stateDir,
                    partitions,
                    replication,
                    threads,
                    standbyReplicas,
                    intake,
                    statistics);
        }
    }
}
