package captionstream.worker;

/** What is promised of the outcomes of a request. */
public enum DeliveryMode {
    /** They are published once; at most as many workers as the topic of requests has partitions get work. */
    EXACTLY_ONCE("captionstream-worker"),
    /** They are published at least once; any number of workers share the requests of any number of partitions. */
    SHARE("captionstream-worker-share");

    private final String defaultGroup;

    DeliveryMode(String defaultGroup) {
        this.defaultGroup = defaultGroup;
    }

    /** Kafka lets no share group have the name of a consumer group. */
    public String defaultGroup() {
        return defaultGroup;
    }
}
