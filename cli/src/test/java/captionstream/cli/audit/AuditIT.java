package captionstream.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.cli.PlantedPipeline;
import captionstream.cli.SampleRecords;
import captionstream.cli.console.CapturedTerminal;
import captionstream.cli.console.ExitCode;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CapturedTerminal terminal = new CapturedTerminal();
    private PlantedPipeline pipeline;

    @BeforeEach
    void start(@TempDir Path directory) {
        pipeline = new PlantedPipeline(directory);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void a_pipeline_in_order_passes() {
        pipeline.complete("cat");
        pipeline.deadLetter(SampleRecords.deadLetter(
                Topic.IMAGE_EVENTS, 0, pipeline.event("dog").offset(), "dog"));
        pipeline.event("waits");
        pipeline.passed(2, 1);

        int exitCode = pipeline.execute(terminal, "audit");

        assertThat(exitCode).as(terminal.err()).isEqualTo(ExitCode.OK);
        assertThat(terminal.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .containsSequence(
                        "events 3",
                        "complete 1",
                        "dead-lettered 1",
                        "repeats 0",
                        "in flight 1",
                        "missing 0",
                        "duplicated 0",
                        "contradictory 0",
                        "captions 2")
                .contains("Every topic was read from its beginning, offset 0.");
    }

    @Test
    void whatever_is_lost_doubled_or_contradictory_is_found_and_named() throws Exception {
        pipeline.complete("good");
        RecordPosition doubled = pipeline.complete("doubled");
        pipeline.send(pipeline.caption(doubled, "doubled", 1));
        RecordPosition torn = pipeline.complete("torn");
        pipeline.deadLetter(SampleRecords.deadLetter(Topic.CAPTION_REQUESTS, 0, torn.offset(), "torn"));
        pipeline.event("lost-at-intake");
        RecordPosition lost = pipeline.request(pipeline.event("lost-at-work"), "lost-at-work");
        pipeline.send(pipeline.caption(lost, "lost-at-work", 0));
        pipeline.passed(5, 4);

        int exitCode = pipeline.execute(terminal, "audit", "--json");

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        JsonNode json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.get("events").asInt()).isEqualTo(5);
        assertThat(json.get("complete").asInt()).isEqualTo(1);
        assertThat(json.get("missing").asInt()).isEqualTo(2);
        assertThat(json.get("duplicated").asInt()).isEqualTo(1);
        assertThat(json.get("contradictory").asInt()).isEqualTo(1);
        assertThat(json.get("faults"))
                .extracting(fault -> fault.get("fault").asText() + " "
                        + fault.at("/examples/0/record").asText() + " "
                        + fault.at("/examples/0/image_id").asText())
                .containsExactlyInAnyOrder(
                        "event_lost image-events-0@3 lost-at-intake",
                        "captions_lost caption-requests-0@3 lost-at-work",
                        "captioned_twice caption-requests-0@1 doubled",
                        "captioned_and_dead_lettered caption-requests-0@2 torn");
    }

    @Test
    void what_workers_that_share_did_again_is_counted_and_what_they_passed_is_looked_for() throws Exception {
        RecordPosition again = pipeline.complete("again");
        pipeline.send(pipeline.caption(again, "again", 1));
        pipeline.complete("once");
        pipeline.request(pipeline.event("lost"), "lost");
        pipeline.request(pipeline.event("waits"), "waits");
        pipeline.passedByShareGroup(4, 3);

        int exitCode = pipeline.execute(terminal, "audit", "--json", "--delivery", "share");

        assertThat(exitCode).as(terminal.err()).isEqualTo(ExitCode.FAILED);
        JsonNode json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.get("complete").asInt()).isEqualTo(2);
        assertThat(json.get("redelivered").asInt()).isEqualTo(1);
        assertThat(json.get("in_flight").asInt()).isEqualTo(1);
        assertThat(json.get("duplicated").asInt()).isZero();
        assertThat(json.get("faults"))
                .extracting(fault -> fault.get("fault").asText() + " "
                        + fault.at("/examples/0/image_id").asText())
                .containsExactly("captions_lost lost");
    }

    @Test
    void captions_of_a_transaction_that_is_aborted_are_none_and_an_open_one_is_waited_for() throws Exception {
        RecordPosition request = pipeline.request(pipeline.event("cat"), "cat");
        try (Producer<byte[], byte[]> worker = pipeline.transactionalProducer("worker")) {
            PlantedPipeline.position(worker, pipeline.caption(request, "cat", 0));
            worker.abortTransaction();
            worker.beginTransaction();
            PlantedPipeline.position(worker, pipeline.caption(request, "cat", 0));
            PlantedPipeline.position(worker, pipeline.caption(request, "cat", 1));

            CompletableFuture<Integer> exitCode =
                    CompletableFuture.supplyAsync(() -> pipeline.execute(terminal, "audit", "--json"));
            await().atMost(PATIENCE).until(() -> terminal.err().matches("(?s)records read \\d+ of.*"));
            assertThat(exitCode).isNotDone();
            worker.commitTransaction();

            assertThat(exitCode.get()).isEqualTo(ExitCode.OK);
        }
        JsonNode json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.get("captions").asInt()).isEqualTo(2);
        assertThat(json.get("complete").asInt()).isEqualTo(1);
    }

    @Test
    void a_transaction_that_does_not_end_is_named_with_what_to_do() {
        pipeline.complete("cat");
        try (Producer<byte[], byte[]> abandoned = pipeline.transactionalProducer("abandoned")) {
            RecordPosition request = pipeline.request(pipeline.event("dog"), "dog");
            PlantedPipeline.position(abandoned, pipeline.caption(request, "dog", 0));

            int exitCode = pipeline.execute(terminal, "audit", "--patience", "1s");

            assertThat(exitCode).isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(terminal.err())
                    .contains("The records of captions-0 from offset 2 to 2 have not become readable in time")
                    .contains("the transaction of 'abandoned' (Ongoing) is open there since offset 2")
                    .contains("abort --topic captions --partition 0 --start-offset 2");
        }
    }

    @Test
    void where_no_transaction_stands_in_the_way_it_says_that_and_where_to_look() {
        pipeline.complete("cat");

        try (Admin admin = Admin.create(pipeline.connection().clientConfig())) {
            assertThat(new Obstacle(new TopicPartition("captions", 0), 1, 2)
                            .explained(admin)
                            .line())
                    .contains("no transaction is open there and committed records reach up to offset 2")
                    .contains("find-hanging");
        }
    }

    @Test
    void it_waits_for_what_is_in_flight_and_not_for_what_is_published_later() throws Exception {
        RecordPosition event = pipeline.event("cat");
        CompletableFuture<Integer> exitCode =
                CompletableFuture.supplyAsync(() -> pipeline.execute(terminal, "audit", "--json", "--wait", "10m"));
        await().atMost(PATIENCE).until(() -> terminal.err().contains("in flight 1"));
        pipeline.event("later");

        RecordPosition request = pipeline.request(event, "cat");
        pipeline.send(pipeline.caption(request, "cat", 0));
        pipeline.send(pipeline.caption(request, "cat", 1));

        assertThat(exitCode.get()).isEqualTo(ExitCode.OK);
        JsonNode json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.get("events").asInt()).isEqualTo(1);
        assertThat(json.get("complete").asInt()).isEqualTo(1);
    }

    @Test
    void what_is_still_in_flight_when_the_time_is_up_is_a_failure_and_named() {
        pipeline.event("cat");

        assertThat(pipeline.execute(terminal, "audit", "--wait", "1s")).isEqualTo(ExitCode.FAILED);

        assertThat(terminal.out()).contains("in flight", "image-events-0@0  cat");
    }

    @Test
    void of_topics_whose_beginning_is_deleted_it_says_from_where_it_read() throws Exception {
        pipeline.complete("old");
        pipeline.complete("new");
        pipeline.passed(2, 2);
        pipeline.delete(Topic.IMAGE_EVENTS, 1);
        pipeline.delete(Topic.CAPTION_REQUESTS, 1);
        pipeline.delete(Topic.CAPTIONS, 1);

        assertThat(pipeline.execute(terminal, "audit")).as(terminal.err()).isEqualTo(ExitCode.OK);

        assertThat(terminal.out())
                .contains("image-events was read from 0@1", "captions was read from 0@1")
                .containsPattern("events +1")
                .containsPattern("complete +1");
    }

    @Test
    void outcomes_deleted_by_age_are_not_called_lost() throws Exception {
        pipeline.complete("old");
        pipeline.passed(1, 1);
        pipeline.delete(Topic.CAPTIONS, 2);
        pipeline.keepFor(Topic.CAPTIONS, Duration.ofMillis(1));

        assertThat(pipeline.execute(terminal, "audit")).as(terminal.out()).isEqualTo(ExitCode.OK);

        assertThat(terminal.out()).containsPattern("too old to say +1");
    }
}
