package captionstream.cli.audit;

/**
 * The consumer groups whose committed offsets tell what is lost from what waits.
 *
 * @param intake of the topology that reads image events
 * @param worker of the workers, which read caption requests
 */
public record Groups(String intake, String worker) {
    /** The groups of services started with their default names. */
    public static final Groups DEFAULTS = of("captionstream", "captionstream-worker");

    /**
     * @param applicationId of the topologies
     * @param group of the workers
     */
    public static Groups of(String applicationId, String group) {
        return new Groups(applicationId + "-intake", group);
    }
}
