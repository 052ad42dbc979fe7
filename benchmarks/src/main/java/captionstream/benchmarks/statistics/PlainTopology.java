package captionstream.benchmarks.statistics;

import captionstream.Caption;
import captionstream.PromptStatistics;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.statistics.Outcome;
import captionstream.topology.statistics.PaneCounts;
import captionstream.topology.statistics.Partial;
import captionstream.topology.statistics.PromptAggregate;
import captionstream.topology.statistics.PromptSummary;
import captionstream.topology.statistics.StatisticsSettings;
import captionstream.topology.statistics.Window;
import captionstream.topology.statistics.WindowLength;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.Stores;

/**
 * Statistics of each prompt as Kafka Streams' own words for it have them: captions go to the partition of their
 * prompt and are added up there, over all time or in the same windows as well. It has no winners, pairs, matrix or
 * extremes, and counts a caption made again twice.
 */
final class PlainTopology {
    static final String RESULTS = "plain-statistics";

    private PlainTopology() {}

    static Topology of(AvroSerdes serdes) {
        StreamsBuilder builder = new StreamsBuilder();
        countEverything(captionsByPrompt(builder, serdes), serdes);
        return builder.build();
    }

    static Topology withWindows(AvroSerdes serdes) {
        StreamsBuilder builder = new StreamsBuilder();
        KGroupedStream<String, Caption> captions = captionsByPrompt(builder, serdes);
        countEverything(captions, serdes);
        WindowLength.hopping().forEach(length -> countInWindows(length, captions, serdes));
        return builder.build();
    }

    private static KGroupedStream<String, Caption> captionsByPrompt(StreamsBuilder builder, AvroSerdes serdes) {
        Serde<Caption> caption = serdes.serde(Caption.class);
        return builder.stream(
                        Topic.CAPTIONS.topicName(),
                        Consumed.with(Serdes.String(), caption)
                                .withTimestampExtractor(
                                        (record, latest) -> PaneCounts.eventTime((Caption) record.value()))
                                .withName("captions"))
                .groupBy(
                        (imageId, value) -> value.getPrompt(),
                        Grouped.with("captions-by-prompt", Serdes.String(), caption));
    }

    private static void countEverything(KGroupedStream<String, Caption> captions, AvroSerdes serdes) {
        captions.aggregate(
                        PlainTopology::nothing,
                        PlainTopology::added,
                        Materialized.<String, PromptAggregate>as(Stores.persistentKeyValueStore("prompt-aggregates"))
                                .withKeySerde(Serdes.String())
                                .withValueSerde(aggregates()))
                .toStream()
                .mapValues((prompt, aggregate) -> PromptSummary.of("", Window.ALL_TIME, aggregate, List.of()))
                .to(RESULTS, Produced.with(Serdes.String(), serdes.serde(PromptStatistics.class)));
    }

    private static void countInWindows(
            WindowLength length, KGroupedStream<String, Caption> captions, AvroSerdes serdes) {
        Duration size = Duration.ofMillis(length.millis());
        Duration grace = StatisticsSettings.DEFAULTS.grace();
        captions.windowedBy(TimeWindows.ofSizeAndGrace(size, grace).advanceBy(Duration.ofMillis(length.hopMillis())))
                .aggregate(
                        PlainTopology::nothing,
                        PlainTopology::added,
                        Materialized.<String, PromptAggregate>as(Stores.persistentWindowStore(
                                        "prompt-aggregates-" + length.code(), size.plus(grace), size, false))
                                .withKeySerde(Serdes.String())
                                .withValueSerde(aggregates()))
                .toStream()
                .map((prompt, aggregate) -> KeyValue.pair(
                        prompt.toString(),
                        PromptSummary.of("", new Window(length, prompt.window().start()), aggregate, List.of())))
                .to(RESULTS, Produced.with(Serdes.String(), serdes.serde(PromptStatistics.class)));
    }

    private static PromptAggregate nothing() {
        return PromptAggregate.none("");
    }

    private static PromptAggregate added(String prompt, Caption caption, PromptAggregate aggregate) {
        PromptAggregate started = aggregate.prompt().isEmpty() ? PromptAggregate.none(prompt) : aggregate;
        return started.with(Outcome.of(caption));
    }

    private static Serde<PromptAggregate> aggregates() {
        return Serdes.serdeFrom(
                (topic, aggregate) -> aggregate.toBytes(),
                (topic, bytes) -> bytes == null ? null : (PromptAggregate) Partial.fromBytes(bytes));
    }
}
