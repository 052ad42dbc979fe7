package captionstream.schemas;

import captionstream.Caption;
import captionstream.CaptionExtremes;
import captionstream.CaptionFeedback;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.DeadLetterReplay;
import captionstream.ImageEvent;
import captionstream.PromptAllocation;
import captionstream.PromptCompatibility;
import captionstream.PromptFeedback;
import captionstream.PromptRanking;
import captionstream.PromptSet;
import captionstream.PromptStatistics;
import captionstream.RepeatedEvent;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;

/** Every topic of the pipeline, in the order of the data. */
public enum Topic {
    PROMPT_SETS("prompt-sets", PromptSet.getClassSchema(), Retention.LATEST_PER_KEY, 1),
    IMAGE_EVENTS("image-events", ImageEvent.getClassSchema(), Retention.WEEK),
    REPEATED_EVENTS("repeated-events", RepeatedEvent.getClassSchema(), Retention.WEEK),
    CAPTION_REQUESTS("caption-requests", CaptionRequest.getClassSchema(), Retention.WEEK),
    CAPTIONS("captions", Caption.getClassSchema(), Retention.WEEK),
    /** In as many partitions as captions, for an image's ratings are counted where its captions are. */
    CAPTION_FEEDBACK("caption-feedback", CaptionFeedback.getClassSchema(), Retention.FOR_EVER),
    DEAD_LETTERS("dead-letters", DeadLetter.getClassSchema(), Retention.QUARTER),
    DEAD_LETTER_REPLAYS("dead-letter-replays", DeadLetterReplay.getClassSchema(), Retention.LATEST_PER_KEY, 1),
    PROMPT_STATISTICS("prompt-statistics", PromptStatistics.getClassSchema(), Retention.LATEST_PER_KEY),
    PROMPT_RANKINGS("prompt-rankings", PromptRanking.getClassSchema(), Retention.LATEST_PER_KEY),
    PROMPT_COMPATIBILITY("prompt-compatibility", PromptCompatibility.getClassSchema(), Retention.LATEST_PER_KEY),
    CAPTION_EXTREMES("caption-extremes", CaptionExtremes.getClassSchema(), Retention.LATEST_PER_KEY),
    PROMPT_FEEDBACK("prompt-feedback", PromptFeedback.getClassSchema(), Retention.LATEST_PER_KEY),
    PROMPT_ALLOCATIONS("prompt-allocations", PromptAllocation.getClassSchema(), Retention.LATEST_PER_KEY);

    private final String topicName;
    private final Schema schema;
    private final Retention retention;
    private final int fixedPartitions;

    Topic(String topicName, Schema schema, Retention retention) {
        this(topicName, schema, retention, 0);
    }

    Topic(String topicName, Schema schema, Retention retention, int fixedPartitions) {
        this.topicName = topicName;
        this.schema = schema;
        this.retention = retention;
        this.fixedPartitions = fixedPartitions;
    }

    public String topicName() {
        return topicName;
    }

    /** The schema registry's subject of this topic's values. */
    public String subject() {
        return topicName + "-value";
    }

    public Schema schema() {
        return schema;
    }

    int partitions(int requested) {
        return fixedPartitions > 0 ? fixedPartitions : requested;
    }

    Map<String, String> config() {
        return retention.config;
    }

    private enum Retention {
        LATEST_PER_KEY(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)),
        WEEK(days(7)),
        /** People's work, and little of it. */
        FOR_EVER(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                "-1")),
        /** A dead letter is a whole record and more: it must fit where the record did. */
        QUARTER(with(days(90), TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(2 << 20)));

        private final Map<String, String> config;

        Retention(Map<String, String> config) {
            this.config = config;
        }

        private static Map<String, String> with(Map<String, String> config, String name, String value) {
            Map<String, String> extended = new HashMap<>(config);
            extended.put(name, value);
            return Map.copyOf(extended);
        }

        private static Map<String, String> days(int days) {
            return Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(days * 86_400_000L));
        }
    }
}
