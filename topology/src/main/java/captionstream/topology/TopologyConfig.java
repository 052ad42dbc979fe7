package captionstream.topology;

import captionstream.schemas.KafkaConnection;
import captionstream.topology.intake.IntakeSettings;
import captionstream.topology.statistics.StatisticsSettings;
import java.nio.file.Path;

/**
 * How one instance of the topologies runs. Start from {@link #of} and change what differs.
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

    /** Everything else as by default. */
    public static TopologyConfig of(KafkaConnection connection, Path stateDir) {
        return new TopologyConfig(
                connection,
                "captionstream",
                stateDir,
                6,
                -1,
                1,
                0,
                IntakeSettings.DEFAULTS,
                StatisticsSettings.DEFAULTS);
    }

    public TopologyConfig withApplicationId(String id) {
        return new TopologyConfig(
                connection, id, stateDir, partitions, replication, threads, standbyReplicas, intake, statistics);
    }

    public TopologyConfig withPartitions(int number) {
        return new TopologyConfig(
                connection, applicationId, stateDir, number, replication, threads, standbyReplicas, intake, statistics);
    }

    public TopologyConfig withReplication(int number) {
        return new TopologyConfig(
                connection, applicationId, stateDir, partitions, number, threads, standbyReplicas, intake, statistics);
    }

    public TopologyConfig withThreads(int number) {
        return new TopologyConfig(
                connection,
                applicationId,
                stateDir,
                partitions,
                replication,
                number,
                standbyReplicas,
                intake,
                statistics);
    }

    public TopologyConfig withStandbyReplicas(int number) {
        return new TopologyConfig(
                connection, applicationId, stateDir, partitions, replication, threads, number, intake, statistics);
    }

    public TopologyConfig withIntake(IntakeSettings settings) {
        return new TopologyConfig(
                connection,
                applicationId,
                stateDir,
                partitions,
                replication,
                threads,
                standbyReplicas,
                settings,
                statistics);
    }

    public TopologyConfig withStatistics(StatisticsSettings settings) {
        return new TopologyConfig(
                connection,
                applicationId,
                stateDir,
                partitions,
                replication,
                threads,
                standbyReplicas,
                intake,
                settings);
    }

    String intakeApplicationId() {
        return applicationId + "-intake";
    }

    String statisticsApplicationId() {
        return applicationId + "-statistics";
    }
}
