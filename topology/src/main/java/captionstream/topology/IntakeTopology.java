package captionstream.topology;

import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.ImageEvent;
import captionstream.PromptAllocation;
import captionstream.PromptSet;
import captionstream.RepeatedEvent;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.allocation.Allocation;
import captionstream.topology.allocation.Allocation.SuccessiveElimination;
import captionstream.topology.intake.AllocatedPrompts;
import captionstream.topology.intake.BuildRequests;
import captionstream.topology.intake.CheckEvents;
import captionstream.topology.intake.DuplicateFilter;
import captionstream.topology.intake.EventCheck;
import captionstream.topology.intake.IntakeSettings;
import captionstream.topology.intake.PromptPolicy;
import captionstream.topology.intake.StoreNewest;
import java.time.Duration;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Every event leaves one request, one dead letter, or the note that it repeats an earlier one. */
final class IntakeTopology {
    private IntakeTopology() {}

    static Topology of(IntakeSettings settings, AvroSerdes serdes) {
        EventCheck check = new EventCheck(settings, decoder(serdes, ImageEvent.class, Topic.IMAGE_EVENTS));
        Function<byte[], PromptSet> promptSet = decoder(serdes, PromptSet.class, Topic.PROMPT_SETS);
        Duration window = settings.duplicateWindow();
        Topology topology = new Topology();
        topology.addSource(
                        "image-events",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Topic.IMAGE_EVENTS.topicName())
                .addProcessor(
                        "check-events", () -> new CheckEvents(check, "drop-repeats", "dead-letters"), "image-events")
                .addSink(
                        "dead-letters",
                        Topic.DEAD_LETTERS.topicName(),
                        new ByteArraySerializer(),
                        serdes.serializer(DeadLetter.class),
                        "check-events")
                .addProcessor(
                        "drop-repeats",
                        () -> new DuplicateFilter(window, "accepted-images", "build-requests", "repeated-events"),
                        "check-events")
                .addStateStore(DuplicateFilter.store("accepted-images", window), "drop-repeats")
                .addSink(
                        "repeated-events",
                        Topic.REPEATED_EVENTS.topicName(),
                        new StringSerializer(),
                        serdes.serializer(RepeatedEvent.class),
                        "drop-repeats")
                .addProcessor(
                        "build-requests",
                        () -> new BuildRequests("prompt-sets", promptSet, policies(settings.allocation(), serdes)),
                        "drop-repeats")
                .addSink(
                        "caption-requests",
                        Topic.CAPTION_REQUESTS.topicName(),
                        new StringSerializer(),
                        serdes.serializer(CaptionRequest.class),
                        "build-requests");
        if (settings.allocation() instanceof SuccessiveElimination) {
            addGlobalStore(topology, Topic.PROMPT_ALLOCATIONS);
        }
        return addGlobalStore(topology, Topic.PROMPT_SETS);
    }

    private static Topology addGlobalStore(Topology topology, Topic topic) {
        String name = topic.topicName();
        return topology.addGlobalStore(
                StoreNewest.store(name),
                "read-" + name,
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                name,
                "store-" + name,
                () -> new StoreNewest(name));
    }

    private static Function<ProcessorContext<?, ?>, PromptPolicy> policies(Allocation allocation, AvroSerdes serdes) {
        if (allocation instanceof SuccessiveElimination elimination) {
            Function<byte[], PromptAllocation> decoder =
                    decoder(serdes, PromptAllocation.class, Topic.PROMPT_ALLOCATIONS);
            return context -> new AllocatedPrompts(
                    context.getStateStore(Topic.PROMPT_ALLOCATIONS.topicName()), decoder, elimination);
        }
        return context -> PromptPolicy.ALL_PROMPTS;
    }

    private static <T extends SpecificRecord> Function<byte[], T> decoder(
            AvroSerdes serdes, Class<T> type, Topic topic) {
        Deserializer<T> deserializer = serdes.deserializer(type);
        return bytes -> deserializer.deserialize(topic.topicName(), bytes);
    }
}
