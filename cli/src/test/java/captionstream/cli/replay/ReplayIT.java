package captionstream.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.DeadLetter;
import captionstream.cli.PlantedPipeline;
import captionstream.cli.SampleRecords;
import captionstream.cli.console.CapturedTerminal;
import captionstream.cli.console.ExitCode;
import captionstream.dashboard.replay.ReplayFailedException;
import captionstream.dashboard.replay.ReplayResult;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayIT {
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
    void the_records_asked_for_come_back_as_they_were_and_once_however_often_it_runs() {
        pipeline.deadLetter(letter("cat", Topic.CAPTION_REQUESTS, DeadLetterReason.IMAGE_NOT_FOUND, 2));
        pipeline.deadLetter(letter("dog", Topic.IMAGE_EVENTS, DeadLetterReason.INVALID_URI, 1));
        pipeline.deadLetter(letter("owl", Topic.CAPTION_REQUESTS, DeadLetterReason.CORRUPT_IMAGE, 1));

        for (int run = 0; run < 2; run++) {
            assertThat(pipeline.execute(terminal, "replay", "--reason", "image_not_found,invalid_uri"))
                    .as(terminal.err())
                    .isEqualTo(ExitCode.OK);
        }

        assertThat(pipeline.read(Topic.CAPTION_REQUESTS)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(utf8("cat"));
            assertThat(record.value()).isEqualTo(utf8("the record of cat"));
            assertThat(record.headers().lastHeader("captionstream-attempts").value())
                    .isEqualTo(utf8("2"));
        });
        assertThat(pipeline.read(Topic.IMAGE_EVENTS))
                .extracting(ConsumerRecord::value)
                .containsExactly(utf8("the record of dog"));
        assertThat(terminal.out().lines()).containsExactly("replayed: 2", "replayed: 0", "skipped: 2 already replayed");
    }

    @Test
    void a_dry_run_shows_what_would_be_done_and_does_nothing() {
        pipeline.deadLetter(letter("cat", Topic.CAPTION_REQUESTS, DeadLetterReason.IMAGE_NOT_FOUND, 2));

        pipeline.execute(terminal, "replay", "--dry-run");

        assertThat(pipeline.read(Topic.CAPTION_REQUESTS)).isEmpty();
        assertThat(pipeline.read(Topic.DEAD_LETTER_REPLAYS)).isEmpty();
        assertThat(terminal.out().lines())
                .containsExactly(
                        "image_not_found  cat  There is nothing at the URI  [fetch, caption-requests-0@7, attempt 2]",
                        "would be replayed: 1");
    }

    @Test
    void an_image_with_captions_and_a_record_without_bytes_are_left_alone() {
        pipeline.complete("cat");
        pipeline.deadLetter(letter("cat", Topic.CAPTION_REQUESTS, DeadLetterReason.IMAGE_NOT_FOUND, 1));
        DeadLetter huge = letter("whale", Topic.IMAGE_EVENTS, DeadLetterReason.EVENT_TOO_LARGE, 1);
        huge.setValue(null);
        pipeline.deadLetter(huge);

        pipeline.execute(terminal, "replay");

        assertThat(pipeline.read(Topic.DEAD_LETTER_REPLAYS)).isEmpty();
        assertThat(terminal.out()).contains("replayed: 0", "1 the image has captions by now");
        assertThat(terminal.err()).contains("dead-letters-0@1  whale");
    }

    @Test
    void a_replay_that_is_killed_in_its_transaction_has_done_nothing_and_cannot_go_on_beside_its_successor() {
        DeadLetter letter = letter("cat", Topic.CAPTION_REQUESTS, DeadLetterReason.IMAGE_NOT_FOUND, 1);
        RecordPosition position = pipeline.deadLetter(letter);
        ReplayTransaction killed = ReplayTransaction.begin(pipeline.connection(), pipeline.serdes());
        killed.add(position, letter, Instant.EPOCH);

        assertThat(pipeline.execute(terminal, "replay")).as(terminal.err()).isEqualTo(ExitCode.OK);

        assertThatThrownBy(killed::commit)
                .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
        killed.close();
        assertThat(terminal.out()).isEqualTo("replayed: 1\n");
        assertThat(pipeline.read(Topic.CAPTION_REQUESTS)).hasSize(1);
        assertThat(pipeline.read(Topic.DEAD_LETTER_REPLAYS)).hasSize(1);
    }

    @Test
    void a_replay_that_was_killed_after_its_commit_is_not_repeated() {
        DeadLetter letter = letter("cat", Topic.CAPTION_REQUESTS, DeadLetterReason.IMAGE_NOT_FOUND, 1);
        RecordPosition position = pipeline.deadLetter(letter);
        try (ReplayTransaction killed = ReplayTransaction.begin(pipeline.connection(), pipeline.serdes())) {
            killed.add(position, letter, Instant.EPOCH);
            killed.commit();
        }

        pipeline.execute(terminal, "replay");

        assertThat(terminal.out()).contains("replayed: 0", "1 already replayed");
        assertThat(pipeline.read(Topic.CAPTION_REQUESTS)).hasSize(1);
    }

    @Test
    void letters_chosen_one_by_one_come_back_once_and_the_others_stay() throws ReplayFailedException {
        pipeline.deadLetter(letter("cat", Topic.CAPTION_REQUESTS, DeadLetterReason.IMAGE_NOT_FOUND, 2));
        RecordPosition dog = pipeline.deadLetter(letter("dog", Topic.IMAGE_EVENTS, DeadLetterReason.INVALID_URI, 1));
        ChosenReplays replays = new ChosenReplays(pipeline.connection());

        assertThat(replays.replay(Set.of(dog))).isEqualTo(new ReplayResult(1, Map.of()));
        assertThat(replays.replay(Set.of(dog))).isEqualTo(new ReplayResult(0, Map.of("already replayed", 1L)));

        assertThat(pipeline.read(Topic.CAPTION_REQUESTS)).isEmpty();
        assertThat(pipeline.read(Topic.IMAGE_EVENTS))
                .extracting(ConsumerRecord::value)
                .containsExactly(utf8("the record of dog"));
    }

    @Test
    void the_audit_follows_a_replay_to_its_end() {
        RecordPosition request = pipeline.request(pipeline.event("cat"), "cat");
        DeadLetter letter = letter("cat", Topic.CAPTION_REQUESTS, DeadLetterReason.IMAGE_NOT_FOUND, 1);
        letter.setOffset(request.offset());
        letter.setValue(
                ByteBuffer.wrap(pipeline.read(Topic.CAPTION_REQUESTS).get(0).value()));
        pipeline.deadLetter(letter);
        pipeline.execute(terminal, "replay");
        RecordPosition replayed = new RecordPosition(
                Topic.CAPTION_REQUESTS.topicName(),
                0,
                pipeline.read(Topic.CAPTION_REQUESTS).get(1).offset());
        pipeline.send(pipeline.caption(replayed, "cat", 0));
        pipeline.send(pipeline.caption(replayed, "cat", 1));
        pipeline.passed(1, replayed.offset() + 1);

        assertThat(pipeline.execute(terminal, "audit")).as(terminal.out()).isEqualTo(ExitCode.OK);

        assertThat(terminal.out())
                .containsPattern("events +1\n")
                .containsPattern("complete +1\n")
                .containsPattern("dead-lettered +0\n")
                .containsPattern("replayed +1\n");
    }

    private static DeadLetter letter(String id, Topic topic, DeadLetterReason reason, int attempts) {
        DeadLetter letter = SampleRecords.deadLetter(topic, 0, 7, id);
        letter.setKey(ByteBuffer.wrap(utf8(id)));
        letter.setValue(ByteBuffer.wrap(utf8("the record of " + id)));
        letter.setReason(reason.code());
        letter.setAttempts(attempts);
        return letter;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
