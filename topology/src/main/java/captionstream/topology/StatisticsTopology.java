package captionstream.topology;

import captionstream.Caption;
import captionstream.CaptionFeedback;
import captionstream.DeadLetter;
import captionstream.PromptAllocation;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.allocation.Allocation;
import captionstream.topology.allocation.Allocation.SuccessiveElimination;
import captionstream.topology.allocation.AllocationState;
import captionstream.topology.query.PublishedRecords;
import captionstream.topology.statistics.CaptionRules;
import captionstream.topology.statistics.ImageOutcomes;
import captionstream.topology.statistics.Partial;
import captionstream.topology.statistics.Rating;
import captionstream.topology.statistics.StatisticsSettings;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Captions are counted where they are, by image, over all time and by event time, and so is what people think of them;
 * the few aggregates of each partition are brought together by model and length of window, and there the published
 * records are made of them.
 */
public final class StatisticsTopology {
    static final String PARTIALS_BY_SERIES = "partials-by-series";

    private static final List<Topic> RESULTS = List.of(
            Topic.PROMPT_STATISTICS,
            Topic.PROMPT_RANKINGS,
            Topic.PROMPT_COMPATIBILITY,
            Topic.CAPTION_EXTREMES,
            Topic.PROMPT_FEEDBACK);

    private StatisticsTopology() {}

    public static Topology of(StatisticsSettings settings, AvroSerdes serdes) {
        return of(settings, Allocation.UNIFORM, serdes);
    }

    /** @param allocation what the requests are made by */
    static Topology of(StatisticsSettings settings, Allocation allocation, AvroSerdes serdes) {
        boolean allocates = allocation instanceof SuccessiveElimination;
        Deserializer<Caption> caption = serdes.deserializer(Caption.class, CaptionRules.FIELDS);
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(persistent("image-outcomes", ImageOutcomes::toBytes, ImageOutcomes::fromBytes));
        builder.addStateStore(inMemory("partial-aggregates", Partial::toBytes, Partial::fromBytes));
        builder.addStateStore(inMemory("settled-aggregates", Partial::toBytes, Partial::fromBytes));
        builder.addStateStore(BeforeCommit.builder("before-commit"));
        builder.addStateStore(persistent("received-partials", Function.identity(), Function.identity())
                .withCachingEnabled());
        builder.addStateStore(QueryableState.<CountedImages>builder(QueriedStreams.IMAGES));
        builder.addStateStore(QueryableState.<PublishedRecords>builder(QueriedStreams.RECORDS));
        List<String> counting =
                settings.windows() ? List.of("count-captions", "count-in-windows") : List.of("count-captions");
        KStream<String, Caption> captions = builder.stream(
                        Topic.CAPTIONS.topicName(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("captions"))
                .process(() -> CheckRecords.captions(caption, counting, "dead-letters"), Named.as("check-captions"));
        KStream<String, byte[]> partials = captions.process(
                () -> new CountCaptions(
                        settings,
                        "image-outcomes",
                        "partial-aggregates",
                        "settled-aggregates",
                        "before-commit",
                        QueriedStreams.IMAGES),
                Named.as("count-captions"),
                "image-outcomes",
                "partial-aggregates",
                "settled-aggregates",
                "before-commit",
                QueriedStreams.IMAGES);
        if (settings.windows()) {
            builder.addStateStore(BeforeCommit.builder("windows-before-commit"));
            builder.addStateStore(inMemory("started-partials", Function.identity(), Function.identity()));
            builder.addStateStore(WindowedOutcomesStore.builder(
                    "windowed-outcomes", settings.grace(), serde(ImageOutcomes::toBytes, ImageOutcomes::fromBytes)));
            partials = partials.merge(
                    captions.process(
                            () -> new CountInWindows(
                                    settings,
                                    "image-outcomes",
                                    "before-commit",
                                    "windowed-outcomes",
                                    "started-partials",
                                    "windows-before-commit"),
                            Named.as("count-in-windows"),
                            "image-outcomes",
                            "before-commit",
                            "windowed-outcomes",
                            "started-partials",
                            "windows-before-commit"),
                    Named.as("partials"));
        }
        partials.merge(ratings(builder, settings, serdes), Named.as("partials-and-ratings"))
                .repartition(Repartitioned.<String, byte[]>as(PARTIALS_BY_SERIES)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.ByteArray()))
                .process(
                        () -> new MergePartials(
                                settings,
                                "received-partials",
                                QueriedStreams.RECORDS,
                                topic -> nodes(topic, allocates)),
                        Named.as("merge-partials"),
                        "received-partials",
                        QueriedStreams.RECORDS);
        Topology topology = builder.build();
        topology.addSink(
                "dead-letters",
                Topic.DEAD_LETTERS.topicName(),
                new ByteArraySerializer(),
                serdes.serializer(DeadLetter.class),
                "check-captions",
                "check-feedback");
        Serializer<SpecificRecord> result = serdes.serializer(SpecificRecord.class);
        RESULTS.forEach(topic -> topology.addSink(
                topic.topicName(), topic.topicName(), new StringSerializer(), result, "merge-partials"));
        if (allocates) {
            topology.addProcessor("allocate-prompts", () -> new AllocatePrompts("allocations"), "merge-partials")
                    .addStateStore(
                            persistent("allocations", AllocationState::toBytes, AllocationState::fromBytes),
                            "allocate-prompts")
                    .addSink(
                            "prompt-allocations",
                            Topic.PROMPT_ALLOCATIONS.topicName(),
                            new StringSerializer(),
                            serdes.serializer(PromptAllocation.class),
                            "allocate-prompts");
        }
        return topology;
    }

    private static List<String> nodes(Topic topic, boolean allocates) {
        return allocates && topic == Topic.PROMPT_STATISTICS
                ? List.of(topic.topicName(), "allocate-prompts")
                : List.of(topic.topicName());
    }

    private static KStream<String, byte[]> ratings(
            StreamsBuilder builder, StatisticsSettings settings, AvroSerdes serdes) {
        Deserializer<CaptionFeedback> feedback = serdes.deserializer(CaptionFeedback.class);
        builder.addStateStore(persistent("caption-ratings", Rating::toBytes, Rating::fromBytes));
        builder.addStateStore(inMemory("rating-sums", Partial::toBytes, Partial::fromBytes));
        return builder.stream(
                        Topic.CAPTION_FEEDBACK.topicName(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("caption-feedback"))
                .process(
                        () -> CheckRecords.feedback(feedback, "count-feedback", "dead-letters"),
                        Named.as("check-feedback"))
                .process(
                        () -> new CountFeedback(settings.emitInterval(), "caption-ratings", "rating-sums"),
                        Named.as("count-feedback"),
                        "caption-ratings",
                        "rating-sums");
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> persistent(
            String name, Function<V, byte[]> toBytes, Function<byte[], V> fromBytes) {
        return store(Stores.persistentKeyValueStore(name), toBytes, fromBytes);
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> inMemory(
            String name, Function<V, byte[]> toBytes, Function<byte[], V> fromBytes) {
        return store(Stores.inMemoryKeyValueStore(name), toBytes, fromBytes);
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> store(
            KeyValueBytesStoreSupplier supplier, Function<V, byte[]> toBytes, Function<byte[], V> fromBytes) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.String(), serde(toBytes, fromBytes));
    }

    private static <V> Serde<V> serde(Function<V, byte[]> toBytes, Function<byte[], V> fromBytes) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : toBytes.apply(value),
                (topic, bytes) -> bytes == null ? null : fromBytes.apply(bytes));
    }
}
