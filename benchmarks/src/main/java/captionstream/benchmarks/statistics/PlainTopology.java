package captionstream.benchmarks.statistics;

import captionstream.Caption;
import captionstream.PromptStatistics;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.statistics.Outcome;
import captionstream.topology.statistics.Partial;
import captionstream.topology.statistics.PromptAggregate;
import captionstream.topology.statistics.PromptSummary;
import captionstream.topology.statistics.Window;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;

/**
 * Statistics of each prompt as Kafka Streams' own words for it have them: captions go to the partition of their
 * prompt and are added up there. It has no winners, pairs, extremes or windows, and counts a caption made again twice.
 */
final class PlainTopology {
    static final String RESULTS = "plain-statistics";

    private PlainTopology() {}

    static Topology of(AvroSerdes serdes) {
        Serde<Caption> caption = serdes.serde(Caption.class);
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        Topic.CAPTIONS.topicName(),
                        Consumed.with(Serdes.String(), caption).withName("captions"))
                .groupBy(
                        (imageId, value) -> value.getPrompt(),
                        Grouped.with("captions-by-prompt", Serdes.String(), caption))
                .aggregate(
                        () -> PromptAggregate.none(""),
                        (prompt, value, aggregate) -> started(aggregate, prompt).with(Outcome.of(value)),
                        Materialized.<String, PromptAggregate>as(Stores.persistentKeyValueStore("prompt-aggregates"))
                                .withKeySerde(Serdes.String())
                                .withValueSerde(aggregates()))
                .toStream()
                .mapValues((prompt, aggregate) -> PromptSummary.of("", Window.ALL_TIME, aggregate, List.of()))
                .to(RESULTS, Produced.with(Serdes.String(), serdes.serde(PromptStatistics.class)));
        return builder.build();
    }

    private static PromptAggregate started(PromptAggregate aggregate, String prompt) {
        return aggregate.prompt().isEmpty() ? PromptAggregate.none(prompt) : aggregate;
    }

    private static Serde<PromptAggregate> aggregates() {
        return Serdes.serdeFrom(
                (topic, aggregate) -> aggregate.toBytes(),
                (topic, bytes) -> bytes == null ? null : (PromptAggregate) Partial.fromBytes(bytes));
    }
}
