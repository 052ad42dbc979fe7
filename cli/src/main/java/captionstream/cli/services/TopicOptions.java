package captionstream.cli.services;

import picocli.CommandLine.Option;

/** How topics are made that do not exist yet. */
public final class TopicOptions {
    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of topics made by this service (default: ${DEFAULT-VALUE}).",
            defaultValue = "6")
    private int partitions;

    @Option(
            names = "--replication",
            paramLabel = "N",
            description = "Replicas of topics made by this service; -1 for the cluster's default (default:"
                    + " ${DEFAULT-VALUE}).",
            defaultValue = "-1")
    private int replication;

    public int partitions() {
        return partitions;
    }

    public int replication() {
        return replication;
    }
}
