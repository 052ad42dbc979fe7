package captionstream.topology;

import static captionstream.topology.statistics.Captions.MODEL;
import static captionstream.topology.statistics.Captions.PROMPTS;
import static captionstream.topology.statistics.Captions.caption;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import captionstream.Caption;
import captionstream.CaptionExtremes;
import captionstream.DeadLetter;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import captionstream.RankedPrompt;
import captionstream.schemas.Topic;
import captionstream.schemas.registry.InMemorySchemaRegistry;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.query.PublishedRecords;
import captionstream.topology.query.Query;
import captionstream.topology.query.UnavailableException;
import captionstream.topology.statistics.ImageOutcomes;
import captionstream.topology.statistics.StatisticsSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatisticsTopologyTest {
    @TempDir
    Path stateDir;

    private final AvroSerdes serdes = AvroSerdes.using(new InMemorySchemaRegistry());
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> captions;
    private TestOutputTopic<byte[], DeadLetter> deadLetters;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        driver = new TopologyTestDriver(
                StatisticsTopology.of(StatisticsSettings.DEFAULTS, serdes), properties, Instant.EPOCH);
        captions = driver.createInputTopic("captions", new ByteArraySerializer(), new ByteArraySerializer());
        deadLetters = driver.createOutputTopic(
                "dead-letters", new ByteArrayDeserializer(), serdes.deserializer(DeadLetter.class));
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void oneImageGivesItsWinnerItsRankingAndItsRow() {
        // given one image whose third prompt scores highest
        for (int prompt = 0; prompt < 5; prompt++) {
            send(caption("a", prompt, prompt == 2 ? 25 : 20 - prompt));
        }

        tick();

        Map<String, PromptStatistics> statistics = read(Topic.PROMPT_STATISTICS, PromptStatistics.class);
        assertThat(statistics.keySet().stream().filter(key -> key.contains("|all|")))
                .hasSize(5);
        PromptStatistics winner = statistics.get(MODEL + "|all|A realistic image of");
        assertThat(winner.getWins()).isEqualTo(1);
        assertThat(winner.getClipScore().getMean()).isEqualTo(25.0);
        assertThat(winner.getPromptIndex()).isEqualTo(2);
        assertThat(winner.getPromptSet()).isEqualTo("paper v1");
        assertThat(winner.getTokenClipCorrelation()).isNull();
        assertThat(winner.getAgainst()).hasSize(4);
        assertThat(winner.getAgainst().get(0).getPrompt()).isEqualTo("A detailed photo of");
        assertThat(winner.getAgainst().get(0).getDifference().getMean()).isEqualTo(5.0);
        assertThat(winner.getAsOf()).isEqualTo(Instant.ofEpochMilli(1_000));

        PromptRanking raw = read(Topic.PROMPT_RANKINGS, PromptRanking.class).get(MODEL + "|all|raw");
        assertThat(raw.getEntries())
                .extracting(RankedPrompt::getPrompt)
                .containsExactly(PROMPTS.get(2), PROMPTS.get(0), PROMPTS.get(1), PROMPTS.get(3), PROMPTS.get(4));
        assertThat(raw.getEntries().get(1).getNormalized()).isCloseTo((20.0 - 16) / (25 - 16), within(1e-15));
        assertThat(raw.getCompleteImages()).isEqualTo(1);

        Map<String, PromptCompatibility> rows = read(Topic.PROMPT_COMPATIBILITY, PromptCompatibility.class);
        assertThat(rows.keySet().stream().filter(key -> key.contains("|all|")))
                .containsExactly(MODEL + "|all|A realistic image of");
        assertThat(rows.get(MODEL + "|all|A realistic image of")
                        .getCells()
                        .get(2)
                        .getCentred())
                .isEqualTo(7.0);

        Map<String, CaptionExtremes> ends = read(Topic.CAPTION_EXTREMES, CaptionExtremes.class);
        assertThat(ends.get(MODEL + "|all|best").getEntries().get(0).getClipScore())
                .isEqualTo(25.0);
        assertThat(ends.get(MODEL + "|all|worst").getEntries().get(0).getClipScore())
                .isEqualTo(16.0);
    }

    @Test
    void aCaptionIsInEveryStoreAtItsCommitThoughNothingWasEmittedYet() {
        send(caption("a", 0, 20));

        assertThat(driver.getKeyValueStore("image-outcomes").get(MODEL + "\u0000a"))
                .isEqualTo(ImageOutcomes.none("a").with(caption("a", 0, 20)));
        // counts, prompt, both ends
        assertThat(size(driver.<String, Object>getKeyValueStore("partial-aggregates")
                        .all()))
                .isEqualTo(4);
        assertThat(size(driver.<String, Object>getWindowStore("windowed-outcomes")
                        .all()))
                .isEqualTo(1);
        // the same in a pane of each length
        assertThat(size(driver.<String, Object>getKeyValueStore("started-partials")
                        .all()))
                .isEqualTo(12);
    }

    private static int size(KeyValueIterator<?, ?> entries) {
        try (entries) {
            int size = 0;
            for (; entries.hasNext(); entries.next()) {
                size++;
            }
            return size;
        }
    }

    @Test
    void nothingIsPublishedTwice() {
        send(caption("a", 0, 20));
        tick();
        read(Topic.PROMPT_RANKINGS, PromptRanking.class);

        tick();
        send(caption("a", 0, 20));
        tick();

        assertThat(output(Topic.PROMPT_RANKINGS, PromptRanking.class).isEmpty()).isTrue();
    }

    @Test
    void captioningAnImageAgainReplacesItsContribution() {
        send(caption("a", 0, 20));
        send(caption("b", 0, 30));
        tick();
        send(caption("b", 0, 22, 2_000));
        send(caption("b", 0, 99, 1_500));
        tick();

        captionstream.Moments score = read(Topic.PROMPT_STATISTICS, PromptStatistics.class)
                .get(MODEL + "|all|A detailed photo of")
                .getClipScore();
        assertThat(score.getCount()).isEqualTo(2);
        assertThat(score.getMean()).isEqualTo(21.0);
        assertThat(score.getMax()).isEqualTo(22.0);
    }

    @Test
    void aRowThatLosesItsLastImageIsWithdrawn() {
        for (int prompt = 0; prompt < 5; prompt++) {
            send(caption("a", prompt, 20 - prompt));
        }
        tick();
        send(caption("a", 4, 40, 2_000));
        tick();

        Map<String, PromptCompatibility> rows = read(Topic.PROMPT_COMPATIBILITY, PromptCompatibility.class);
        assertThat(rows).containsEntry(MODEL + "|all|A detailed photo of", null);
        assertThat(rows.get(MODEL + "|all|A picture that depicts").getCells()).hasSize(5);
    }

    @Test
    void everyModelHasItsOwnStatistics() {
        Caption other = caption("a", 0, 30);
        other.setModel("sha256:4567");
        send(caption("a", 0, 20));
        send(other);

        tick();

        Map<String, PromptStatistics> statistics = read(Topic.PROMPT_STATISTICS, PromptStatistics.class);
        assertThat(statistics
                        .get(MODEL + "|all|A detailed photo of")
                        .getClipScore()
                        .getMean())
                .isEqualTo(20.0);
        assertThat(statistics
                        .get("sha256:4567|all|A detailed photo of")
                        .getClipScore()
                        .getMean())
                .isEqualTo(30.0);
    }

    @Test
    void aWindowIsPublishedKeptApartAndWithdrawnWhenItIsLongPast() {
        // given two captions of one minute of event time
        send(at("2026-05-01T12:00:00Z", "a", 20));
        send(at("2026-05-01T12:00:50Z", "b", 30));
        tick();

        Map<String, PromptRanking> rankings = read(Topic.PROMPT_RANKINGS, PromptRanking.class);
        PromptRanking minute = rankings.get(MODEL + "|1m@2026-05-01T12:00:00Z|raw");
        assertThat(minute.getImages()).isEqualTo(2);
        assertThat(minute.getWindow()).isEqualTo("1m");
        assertThat(minute.getWindowStart()).isEqualTo(Instant.parse("2026-05-01T12:00:00Z"));
        assertThat(minute.getWindowEnd()).isEqualTo(Instant.parse("2026-05-01T12:01:00Z"));
        assertThat(rankings.get(MODEL + "|1h@2026-05-01T11:10:00Z|raw").getImages())
                .isEqualTo(2);
        assertThat(rankings.get(MODEL + "|all|raw").getWindowStart()).isNull();

        // when a quarter of an hour passes, and a caption of the first minute comes after it
        send(at("2026-05-01T12:15:00Z", "c", 10));
        send(at("2026-05-01T12:00:00Z", "late", 10));
        tick();

        rankings = read(Topic.PROMPT_RANKINGS, PromptRanking.class);
        assertThat(rankings).containsEntry(MODEL + "|1m@2026-05-01T12:00:00Z|raw", null);
        assertThat(rankings.get(MODEL + "|all|raw").getImages()).isEqualTo(4);
        assertThat(rankings.get(MODEL + "|1h@2026-05-01T11:20:00Z|raw").getImages())
                .isEqualTo(4);
        assertThat(late()).isEqualTo(1);
    }

    private static Caption at(String time, String image, double score) {
        Instant event = Instant.parse(time);
        Caption caption = caption(image, 0, score, event.plusSeconds(1).toEpochMilli());
        caption.setEventTime(event);
        return caption;
    }

    private long late() {
        return driver.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("late-captions-total"))
                .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
                .sum();
    }

    static Stream<Arguments> wrongCaptions() {
        return Stream.of(
                wrong("score", caption -> caption.setClipScore(Double.NaN)),
                wrong("score", caption -> caption.setControlScore(Double.POSITIVE_INFINITY)),
                wrong("score", caption -> caption.setSaliencyWeightedScore(1e300)),
                wrong("token count", caption -> caption.setTokenCount(0)),
                wrong("prompt 5 of 5", caption -> caption.setPromptIndex(5)),
                wrong("prompt -1 of 5", caption -> caption.setPromptIndex(-1)),
                wrong("image id", caption -> caption.setImageId(" ")),
                wrong("model", caption -> caption.setModel("a\u0000b")),
                wrong("prompt", caption -> caption.setPrompt("")),
                wrong("source prompt", caption -> caption.setSourcePrompt("x".repeat(1001))),
                wrong("caption time", caption -> caption.setCaptionTime(Instant.ofEpochMilli(-1))));
    }

    private static Arguments wrong(String message, Consumer<Caption> flaw) {
        Caption caption = caption("a", 0, 20);
        flaw.accept(caption);
        return Arguments.of(message, caption);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongCaptions")
    void aCaptionThatCannotBeCountedBecomesADeadLetter(String message, Caption caption) {
        byte[] value = bytes(caption);
        captions.pipeInput(caption.getImageId().getBytes(StandardCharsets.UTF_8), value);
        tick();

        DeadLetter letter = deadLetters.readValue();
        assertThat(letter.getReason()).isEqualTo("processing_failed");
        assertThat(letter.getStage()).isEqualTo("statistics");
        assertThat(letter.getMessage()).contains(message);
        assertThat(letter.getTopic()).isEqualTo("captions");
        assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(value));
        assertThat(output(Topic.PROMPT_RANKINGS, PromptRanking.class).isEmpty()).isTrue();
    }

    @Test
    void whatIsNoCaptionBecomesADeadLetterAndTheRestIsCounted() {
        byte[] key = "a".getBytes(StandardCharsets.UTF_8);
        captions.pipeInput(key, (byte[]) null);
        captions.pipeInput(key, new byte[] {0, 0, 0, 0, 99, 1});
        captions.pipeInput("b".getBytes(StandardCharsets.UTF_8), bytes(caption("a", 0, 20)));
        send(caption("a", 0, 20));
        tick();

        assertThat(deadLetters.readValuesToList())
                .extracting(DeadLetter::getReason)
                .containsExactly("empty_record", "undecodable_record", "processing_failed");
        assertThat(read(Topic.PROMPT_STATISTICS, PromptStatistics.class))
                .containsKey(MODEL + "|all|A detailed photo of");
    }

    @Test
    void noNodeStoreOrInternalTopicChangesItsNameUnnoticed() {
        String description = StatisticsTopology.of(StatisticsSettings.DEFAULTS, serdes)
                .describe()
                .toString();

        assertThat(description.strip()).isEqualTo("""
                Topologies:
                   Sub-topology: 0
                    Source: captions (topics: [captions])
                      --> check-captions
                    Processor: check-captions (stores: [])
                      --> count-captions, count-in-windows, dead-letters
                      <-- captions
                    Source: caption-feedback (topics: [caption-feedback])
                      --> check-feedback
                    Processor: check-feedback (stores: [])
                      --> count-feedback, dead-letters
                      <-- caption-feedback
                    Processor: count-captions (stores: [partial-aggregates, queried-images, image-outcomes, before-commit])
                      --> partials
                      <-- check-captions
                    Processor: count-in-windows (stores: [windowed-outcomes, windows-before-commit, image-outcomes, before-commit, started-partials])
                      --> partials
                      <-- check-captions
                    Processor: count-feedback (stores: [rating-sums, caption-ratings])
                      --> partials-and-ratings
                      <-- check-feedback
                    Processor: partials (stores: [])
                      --> partials-and-ratings
                      <-- count-captions, count-in-windows
                    Processor: partials-and-ratings (stores: [])
                      --> partials-by-series-repartition-filter
                      <-- partials, count-feedback
                    Processor: partials-by-series-repartition-filter (stores: [])
                      --> partials-by-series-repartition-sink
                      <-- partials-and-ratings
                    Sink: dead-letters (topic: dead-letters)
                      <-- check-captions, check-feedback
                    Sink: partials-by-series-repartition-sink (topic: partials-by-series-repartition)
                      <-- partials-by-series-repartition-filter

                  Sub-topology: 1
                    Source: partials-by-series-repartition-source (topics: [partials-by-series-repartition])
                      --> merge-partials
                    Processor: merge-partials (stores: [received-partials, queried-records])
                      --> caption-extremes, prompt-compatibility, prompt-feedback, prompt-rankings, prompt-statistics
                      <-- partials-by-series-repartition-source
                    Sink: caption-extremes (topic: caption-extremes)
                      <-- merge-partials
                    Sink: prompt-compatibility (topic: prompt-compatibility)
                      <-- merge-partials
                    Sink: prompt-feedback (topic: prompt-feedback)
                      <-- merge-partials
                    Sink: prompt-rankings (topic: prompt-rankings)
                      <-- merge-partials
                    Sink: prompt-statistics (topic: prompt-statistics)
                      <-- merge-partials""".strip());
    }

    @Test
    void queriesSeeTheRecordsThatWerePublished() {
        Instant time = Instant.parse("2026-05-01T12:00:00Z");
        for (String model : List.of(MODEL, "other|all|1m@")) {
            Caption caption = caption("a", 0, 20, time.toEpochMilli());
            caption.setEventTime(time);
            caption.setModel(model);
            send(caption);
        }

        tick();

        QueryableState<?> state = (QueryableState<?>) driver.getStateStore("queried-records");
        PublishedRecords records = (PublishedRecords) state.shown();
        for (String window : List.of("all", "1m", "5m", "1h")) {
            assertThat(records.find((Query.OfRecords)
                                    Query.of(Map.of("topic", "PROMPT_RANKINGS", "window", window, "name", "raw")))
                            .items())
                    .as(window)
                    .extracting(record -> record.path("model").asText())
                    .containsExactlyInAnyOrder(MODEL, "other|all|1m@");
        }
    }

    @Test
    void aTaskShowsNothingBeforeItsFirstEmissionAndAfterItsEnd() {
        QueryableState<?> records = (QueryableState<?>) driver.getStateStore("queried-records");
        QueryableState<?> images = (QueryableState<?>) driver.getStateStore("queried-images");
        assertThatThrownBy(records::shown).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(images::shown).isInstanceOf(UnavailableException.class);

        tick();
        assertThat(records.shown()).isInstanceOf(PublishedRecords.class);
        assertThat(images.shown()).isInstanceOf(CountedImages.class);

        records.close();
        images.close();
        assertThatThrownBy(records::shown).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(images::shown).isInstanceOf(UnavailableException.class);
    }

    private void tick() {
        driver.advanceWallClockTime(Duration.ofMillis(500));
        driver.advanceWallClockTime(Duration.ofMillis(500));
    }

    private void send(Caption caption) {
        captions.pipeInput(caption.getImageId().getBytes(StandardCharsets.UTF_8), bytes(caption));
    }

    private byte[] bytes(Caption caption) {
        return serdes.serializer(Caption.class).serialize("captions", caption);
    }

    private <T extends SpecificRecord> TestOutputTopic<String, T> output(Topic topic, Class<T> type) {
        return driver.createOutputTopic(topic.topicName(), new StringDeserializer(), serdes.deserializer(type));
    }

    private <T extends SpecificRecord> Map<String, T> read(Topic topic, Class<T> type) {
        return output(topic, type).readKeyValuesToMap();
    }
}
