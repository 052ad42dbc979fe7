package captionstream.cli.audit;

import captionstream.worker.DeliveryMode;

/**
 * The groups whose offsets tell what is lost from what waits.
 *
 * @param intake consumer group of the topology that reads image events
 * @param worker group of the workers, which read caption requests
 * @param delivery what the workers promise, and by that the kind of their group
 */
public record Groups(String intake, String worker, DeliveryMode delivery) {
    /** The groups of services started with their default names. */
    public static final Groups DEFAULTS =
            of("captionstream", DeliveryMode.EXACTLY_ONCE.defaultGroup(), DeliveryMode.EXACTLY_ONCE);

    /**
     * @param applicationId of the topologies
     * @param group of the workers
     */
    public static Groups of(String applicationId, String group, DeliveryMode delivery) {
        return new Groups(applicationId + "-intake", group, delivery);
    }
}
