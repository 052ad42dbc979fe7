package captionstream.topology;

import static captionstream.topology.statistics.Captions.MODEL;
import static captionstream.topology.statistics.Captions.PROMPTS;
import static captionstream.topology.statistics.Captions.caption;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import captionstream.CaptionRequest;
import captionstream.Elimination;
import captionstream.ImageEvent;
import captionstream.PromptAllocation;
import captionstream.schemas.registry.InMemorySchemaRegistry;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.allocation.Allocation.SuccessiveElimination;
import captionstream.topology.intake.IntakeSettings;
import captionstream.topology.statistics.StatisticsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocationTopologyTest {
    private static final SuccessiveElimination POLICY = new SuccessiveElimination(0.1);

    @TempDir
    Path stateDir;

    private final AvroSerdes serdes = AvroSerdes.using(new InMemorySchemaRegistry());
    private TopologyTestDriver intake;
    private TopologyTestDriver statistics;

    @BeforeEach
    void start() {
        intake = driver("intake", IntakeTopology.of(IntakeSettings.DEFAULTS.withAllocation(POLICY), serdes));
        statistics = driver("statistics", StatisticsTopology.of(StatisticsSettings.DEFAULTS, POLICY, serdes));
    }

    private TopologyTestDriver driver(String application, Topology topology) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        return new TopologyTestDriver(topology, properties, Instant.EPOCH);
    }

    @AfterEach
    void stop() {
        intake.close();
        statistics.close();
    }

    @Test
    void whatTheStatisticsFindOutChangesTheNextRequests() {
        // given 200 images that the second prompt describes worse by 4 or 6
        for (int i = 0; i < 200; i++) {
            count("image-" + i, 0, 25, 1_000);
            count("image-" + i, 1, 20 + 2 * (i % 2) - 1, 1_000);
        }
        tick();
        Map<String, PromptAllocation> published = published();

        // when it reaches intake
        published.forEach((key, allocation) -> send(intake, "prompt-allocations", key, allocation));
        event("cat", null);

        assertThat(published).containsOnlyKeys(MODEL + "|v2", MODEL + "|current");
        assertThat(published.get(MODEL + "|v2")).isEqualTo(published.get(MODEL + "|current"));
        assertThat(published.get(MODEL + "|v2").getEliminations())
                .extracting(Elimination::getPrompt, Elimination::getBetter)
                .containsExactly(tuple(PROMPTS.get(1), PROMPTS.get(0)));
        CaptionRequest request = request();
        assertThat(request.getPrompts())
                .containsExactly(PROMPTS.get(0), PROMPTS.get(2), PROMPTS.get(3), PROMPTS.get(4));
        assertThat(request.getPromptSet()).isEqualTo("paper v1");
        assertThat(request.getAllocation()).isEqualTo(MODEL + " v2");
    }

    @Test
    void theTimeOfTheNewestCaptionIsPublishedOnceAMinute() {
        count("a", 0, 20, 1_000);
        tick();
        assertThat(published()).containsOnlyKeys(MODEL + "|v1", MODEL + "|current");

        count("b", 0, 20, 60_999);
        tick();
        assertThat(published()).isEmpty();

        count("c", 0, 20, 61_000);
        tick();
        assertThat(published()).containsOnlyKeys(MODEL + "|current");
    }

    @Test
    void withoutAnAllocationEveryImageGetsEveryPrompt() {
        event("cat", null);

        CaptionRequest request = request();
        assertThat(request.getPrompts()).isEqualTo(PROMPTS);
        assertThat(request.getAllocation()).isNull();
    }

    @Test
    void theModelWhoseCaptionsAreTheNewestIsTheOneThatCounts() {
        send(intake, "prompt-allocations", "old|current", allocation("old", 1_000, PROMPTS.get(0)));
        send(intake, "prompt-allocations", "new|current", allocation("new", 2_000, PROMPTS.get(2)));
        send(intake, "prompt-allocations", "old|v9", allocation("old", 9_000, PROMPTS.get(3)));
        event("cat", null);

        CaptionRequest request = request();
        assertThat(request.getPrompts()).doesNotContain(PROMPTS.get(2)).hasSize(4);
        assertThat(request.getAllocation()).isEqualTo("new v2");
    }

    @Test
    void anAllocationThatCannotBeReadIsPassedOver() {
        intake.createInputTopic("prompt-allocations", new StringSerializer(), new ByteArraySerializer())
                .pipeInput("m|current", new byte[] {0, 0, 0, 0, 99, 1});
        event("cat", null);

        assertThat(request().getPrompts()).isEqualTo(PROMPTS);
    }

    @Test
    void anEventsOwnPromptsAreLeftAlone() {
        send(intake, "prompt-allocations", "m|current", allocation("m", 1_000, PROMPTS.get(0)));
        event("cat", List.of(PROMPTS.get(0), PROMPTS.get(1)));

        CaptionRequest request = request();
        assertThat(request.getPrompts()).containsExactly(PROMPTS.get(0), PROMPTS.get(1));
        assertThat(request.getAllocation()).isNull();
    }

    /** @param worse than the last prompt */
    private static PromptAllocation allocation(String model, long asOf, String worse) {
        Elimination found = new Elimination(worse, PROMPTS.get(4), 1_000L, 1.0, 0.5);
        return new PromptAllocation(model, 2, List.of(found), Instant.ofEpochMilli(asOf));
    }

    private void count(String image, int prompt, double score, long time) {
        send(statistics, "captions", image, caption(image, prompt, score, time));
    }

    private void event(String id, List<String> prompts) {
        ImageEvent event =
                new ImageEvent(id, "file:/" + id + ".jpg", null, prompts, null, List.of(), Map.of(), Instant.EPOCH);
        send(intake, "image-events", id, event);
    }

    private void send(TopologyTestDriver driver, String topic, String key, SpecificRecord record) {
        driver.createInputTopic(topic, new StringSerializer(), serdes.serializer(SpecificRecord.class))
                .pipeInput(key, record);
    }

    private void tick() {
        statistics.advanceWallClockTime(Duration.ofMillis(500));
        statistics.advanceWallClockTime(Duration.ofMillis(500));
    }

    private Map<String, PromptAllocation> published() {
        return statistics
                .createOutputTopic(
                        "prompt-allocations", new StringDeserializer(), serdes.deserializer(PromptAllocation.class))
                .readKeyValuesToMap();
    }

    private CaptionRequest request() {
        return intake.createOutputTopic(
                        "caption-requests", new StringDeserializer(), serdes.deserializer(CaptionRequest.class))
                .readValue();
    }
}
