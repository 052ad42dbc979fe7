package captionstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.DeadLetterReplay;
import captionstream.PromptRanking;
import captionstream.PromptSet;
import captionstream.dashboard.web.PageSettings;
import captionstream.local.EmbeddedBroker;
import captionstream.local.EmbeddedRegistry;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.TopicCatalogue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardServiceIT {
    private final HttpClient browser = HttpClient.newHttpClient();
    private EmbeddedBroker broker;
    private EmbeddedRegistry registry;
    private KafkaConnection kafka;

    @BeforeEach
    void startCluster(@TempDir Path directory) {
        broker = EmbeddedBroker.start(directory, 0);
        registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0);
        kafka = KafkaConnection.to(broker.bootstrapServers(), registry.url());
    }

    @AfterEach
    void stopCluster() {
        registry.close();
        broker.close();
    }

    @Test
    void showsWhatTheTopicsHeldBeforeItStarted() throws Exception {
        createTopics();
        Instant now = Instant.now();
        Instant longAgo = now.minus(Duration.ofDays(2));
        try (PipelineProducer producer = new PipelineProducer(kafka)) {
            producer.send(
                    Topic.CAPTIONS,
                    "old",
                    Samples.caption("old", 0, 20, longAgo).build(),
                    longAgo);
            producer.send(Topic.IMAGE_EVENTS, "apple", Samples.event("apple", now), now);
            producer.send(Topic.IMAGE_EVENTS, "waiting", Samples.event("waiting", now), now);
            producer.sendBytes(Topic.CAPTIONS, "garbage", new byte[] {0, 1, 2});
            producer.send(
                    Topic.CAPTIONS,
                    "apple",
                    Samples.caption("apple", 0, 25, now).build(),
                    now.plusMillis(500));
            producer.send(Topic.DEAD_LETTERS, "x", Samples.deadLetter("x", "image_not_found", "gone", now), now);
            PromptRanking stale = Samples.ranking("raw", List.of(), longAgo);
            PromptRanking latest = Samples.ranking("raw", List.of(), now);
            producer.send(Topic.PROMPT_RANKINGS, "model||raw", stale, now);
            producer.send(Topic.PROMPT_RANKINGS, "model||raw", latest, now);
            producer.send(Topic.PROMPT_COMPATIBILITY, "m||p", Samples.compatibility("p", List.of()), now);
            producer.send(Topic.CAPTION_EXTREMES, "m||best", Samples.extremes("best", List.of()), now);
            producer.commit();
            producer.send(
                    Topic.CAPTIONS,
                    "aborted",
                    Samples.caption("aborted", 0, 25, now).build(),
                    now);
            producer.abort();
        }

        try (DashboardService dashboard = start()) {
            awaitReady(dashboard);
            JsonNode state = get(dashboard, "api/state");
            assertThat(state.get("images").findValuesAsText("id")).containsExactlyInAnyOrder("apple", "old");
            assertThat(state.at("/now/history/captions").asLong()).isEqualTo(1);
            assertThat(state.at("/now/history/events").asLong()).isEqualTo(2);
            assertThat(state.at("/now/history/lag_seconds").asDouble()).isEqualTo(0.5);
            assertThat(state.at("/now/in_flight").asLong()).isEqualTo(1);
            assertThat(state.at("/dead_letters/by_reason/0/reason").asText()).isEqualTo("image_not_found");
            assertThat(state.get("rankings")).hasSize(1);
            assertThat(state.at("/compatibility/0/row_prompt").asText()).isEqualTo("p");
            assertThat(state.at("/extremes/0/end").asText()).isEqualTo("best");
            assertThat(state.at("/rankings/0/as_of").asLong()).isEqualTo(now.toEpochMilli());
        }
    }

    @Test
    void followsTopicsThatAppearAfterItStarted() throws Exception {
        try (DashboardService dashboard = start()) {
            assertThat(status(dashboard, "health/live")).isEqualTo(200);
            assertThat(status(dashboard, "health/ready")).isEqualTo(503);
            createTopics();
            awaitReady(dashboard);
            Queue<String> stream = follow(dashboard);

            Instant now = Instant.now();
            try (PipelineProducer producer = new PipelineProducer(kafka)) {
                producer.send(
                        Topic.CAPTIONS,
                        "apple",
                        Samples.caption("apple", 0, 25, now).build(),
                        now);
                producer.commit();
            }

            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(stream)
                    .anyMatch(line -> line.startsWith("data: ") && line.contains("\"id\":\"apple\"")));
            assertThat(stream).contains("event: snapshot", "event: changes");
        }
    }

    @Test
    void countsTheConsumersThatReadRequestsAsWorkers() throws Exception {
        createTopics();
        try (DashboardService dashboard = start();
                Consumer<byte[], byte[]> worker = consumer("workers", Topic.CAPTION_REQUESTS);
                Consumer<byte[], byte[]> other = consumer("somebody-else", Topic.CAPTIONS)) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                worker.poll(Duration.ofMillis(100));
                other.poll(Duration.ofMillis(100));
                assertThat(other.assignment()).isNotEmpty();
                assertThat(get(dashboard, "api/state").at("/now/workers").asInt())
                        .isEqualTo(1);
            });
        }
    }

    private Consumer<byte[], byte[]> consumer(String group, Topic topic) {
        Map<String, Object> config = kafka.readerConfig();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic.topicName()));
        return consumer;
    }

    @Test
    void publishesWhatIsTriedAndKnowsThePromptsInUseAndWhatWasReplayed() throws Exception {
        createTopics();
        Instant now = Instant.now();
        PromptSet set = new PromptSet("mine", 2, List.of("A painting of"), now);
        try (PipelineProducer producer = new PipelineProducer(kafka)) {
            producer.send(Topic.PROMPT_SETS, "mine v3", Samples.PROMPTS, now);
            producer.send(Topic.PROMPT_SETS, "current", set, now);
            producer.send(Topic.DEAD_LETTERS, "x", Samples.deadLetter("x", "image_not_found", "gone", now), now);
            producer.commit();
        }

        DashboardConfig config = DashboardConfig.of(kafka).withPage(PageSettings.onLoopback(0), false);
        try (DashboardService dashboard = DashboardService.start(config, Samples.SURROUNDINGS)) {
            awaitReady(dashboard);
            assertThat(get(dashboard, "api/abilities").at("/prompts/0").asText())
                    .isEqualTo("A painting of");
            JsonNode letter = get(dashboard, "api/state").at("/dead_letters/latest/0");
            assertThat(letter.get("replayed").asBoolean()).isFalse();

            try (PipelineProducer producer = new PipelineProducer(kafka)) {
                producer.send(Topic.DEAD_LETTER_REPLAYS, "note", replayOf(letter, now), now);
                producer.commit();
            }
            HttpRequest tried = HttpRequest.newBuilder(dashboard.url().resolve("api/try"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"uri\":\"https://images.example/cat.png\"}"))
                    .build();
            assertThat(browser.send(tried, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(202);

            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                JsonNode state = get(dashboard, "api/state");
                assertThat(state.at("/now/history/events").asLong()).isEqualTo(1);
                assertThat(state.at("/dead_letters/latest/0/replayed").asBoolean())
                        .isTrue();
                assertThat(state.at("/dead_letters/by_reason/0/latest/replayed").asBoolean())
                        .isTrue();
            });
        }
    }

    private static DeadLetterReplay replayOf(JsonNode letter, Instant time) {
        return DeadLetterReplay.newBuilder()
                .setPartition(letter.get("letter_partition").asInt())
                .setOffset(letter.get("letter_offset").asLong())
                .setTopic(letter.get("topic").asText())
                .setOriginPartition(letter.get("partition").asInt())
                .setOriginOffset(letter.get("offset").asLong())
                .setReason(letter.get("reason").asText())
                .setAttempts(1)
                .setTime(time)
                .build();
    }

    private DashboardService start() {
        return DashboardService.start(
                DashboardConfig.of(kafka).withPage(PageSettings.onLoopback(0), true), Samples.SURROUNDINGS);
    }

    private void createTopics() {
        try (Admin admin = Admin.create(kafka.clientConfig())) {
            TopicCatalogue.ensureTopics(admin, 3, (short) 1);
        }
    }

    private void awaitReady(DashboardService dashboard) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> status(dashboard, "health/ready") == 200);
    }

    private Queue<String> follow(DashboardService dashboard) {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        browser.sendAsync(request(dashboard, "api/stream"), BodyHandlers.ofLines())
                .thenAccept(answer -> answer.body().forEach(lines::add));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> lines.contains("event: snapshot"));
        return lines;
    }

    private int status(DashboardService dashboard, String path) throws IOException, InterruptedException {
        return browser.send(request(dashboard, path), BodyHandlers.ofString()).statusCode();
    }

    private JsonNode get(DashboardService dashboard, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = browser.send(request(dashboard, path), BodyHandlers.ofString());
        return new ObjectMapper().readTree(answer.body());
    }

    private static HttpRequest request(DashboardService dashboard, String path) {
        return HttpRequest.newBuilder(dashboard.url().resolve(path)).build();
    }
}
