package captionstream.dashboard.feed;

import captionstream.Caption;
import captionstream.CaptionExtremes;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.DeadLetterReplay;
import captionstream.ImageEvent;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptSet;
import captionstream.PromptStatistics;
import captionstream.dashboard.state.PipelineState;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes records and gives them to the picture; what cannot be decoded is logged and left out. */
final class StateSink implements RecordSink {
    private static final Logger LOG = LoggerFactory.getLogger(StateSink.class);

    private static final String PROMPTS_IN_USE = "current";

    private final PipelineState state;
    private final Deserializer<ImageEvent> events;
    private final Deserializer<CaptionRequest> requests;
    private final Deserializer<Caption> captions;
    private final Deserializer<DeadLetter> deadLetters;
    private final Deserializer<DeadLetterReplay> replays;
    private final Deserializer<PromptSet> promptSets;
    private final Deserializer<PromptRanking> rankings;
    private final Deserializer<PromptStatistics> statistics;
    private final Deserializer<PromptCompatibility> compatibility;
    private final Deserializer<CaptionExtremes> extremes;

    StateSink(PipelineState state, AvroSerdes serdes) {
        this.state = state;
        this.events = serdes.deserializer(ImageEvent.class);
        this.requests = serdes.deserializer(CaptionRequest.class);
        this.captions = serdes.deserializer(Caption.class);
        this.deadLetters = serdes.deserializer(DeadLetter.class);
        this.replays = serdes.deserializer(DeadLetterReplay.class);
        this.promptSets = serdes.deserializer(PromptSet.class);
        this.rankings = serdes.deserializer(PromptRanking.class);
        this.statistics = serdes.deserializer(PromptStatistics.class);
        this.compatibility = serdes.deserializer(PromptCompatibility.class);
        this.extremes = serdes.deserializer(CaptionExtremes.class);
    }

    @Override
    public void accept(Topic topic, ConsumerRecord<String, byte[]> record) {
        try {
            show(topic, record);
        } catch (SerializationException e) {
            LOG.atDebug()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("Left out a record that cannot be decoded");
        }
    }

    private void show(Topic topic, ConsumerRecord<String, byte[]> record) {
        switch (topic) {
            case PROMPT_RANKINGS -> state.putRanking(keyOf(record), decode(rankings, record));
            case PROMPT_STATISTICS -> state.putStatistics(keyOf(record), decode(statistics, record));
            case PROMPT_COMPATIBILITY -> state.putCompatibility(keyOf(record), decode(compatibility, record));
            case CAPTION_EXTREMES -> state.putExtremes(keyOf(record), decode(extremes, record));
            case PROMPT_SETS -> {
                if (keyOf(record).equals(PROMPTS_IN_USE)) {
                    state.usePrompts(decode(promptSets, record));
                }
            }
            default -> {
                if (record.value() != null) {
                    add(topic, record);
                }
            }
        }
    }

    private void add(Topic topic, ConsumerRecord<String, byte[]> record) {
        long time = record.timestamp();
        switch (topic) {
            case IMAGE_EVENTS -> state.add(events.deserialize(record.topic(), record.value()), time);
            case CAPTION_REQUESTS -> state.add(requests.deserialize(record.topic(), record.value()), time);
            case CAPTIONS -> state.add(captions.deserialize(record.topic(), record.value()), time);
            case DEAD_LETTERS ->
                state.add(
                        deadLetters.deserialize(record.topic(), record.value()),
                        record.partition(),
                        record.offset(),
                        time);
            case DEAD_LETTER_REPLAYS -> state.add(replays.deserialize(record.topic(), record.value()));
            default -> throw new IllegalArgumentException("The page does not show topic " + topic.topicName());
        }
    }

    private static <T extends SpecificRecord> @Nullable T decode(
            Deserializer<T> deserializer, ConsumerRecord<String, byte[]> record) {
        return record.value() == null ? null : deserializer.deserialize(record.topic(), record.value());
    }

    private static String keyOf(ConsumerRecord<String, byte[]> record) {
        return record.key() == null ? "" : record.key();
    }
}
