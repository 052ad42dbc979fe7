package captionstream.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.PromptRanking;
import captionstream.dashboard.Samples;
import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.state.ResultWindow;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private final PipelineState state = new PipelineState(Clock.systemUTC(), Duration.ofHours(1), 10, Samples.PROMPTS);
    private final EventStream events = new EventStream(state, 10);
    private final FakeOutput output = new FakeOutput();

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void aClientGetsTheSnapshotAndThenTheChanges() throws IOException {
        state.add(Samples.caption("early", 0, 25, Instant.now()).build(), 0);
        connect();
        events.tick();
        state.add(Samples.caption("late", 0, 25, Instant.now()).build(), 0);
        events.tick();

        List<FakeOutput.Event> received = output.events();
        assertThat(received).extracting(FakeOutput.Event::type).containsExactly("snapshot", "changes", "changes");
        assertThat(received).extracting(event -> event.id().split("-")[1]).containsExactly("0", "1", "2");
        assertThat(imageIds(received.get(0))).containsExactly("early");
        assertThat(imageIds(received.get(2))).containsExactly("late");
    }

    @Test
    void clientsOfOneTickShareTheEncodedSnapshot() {
        connect();
        FakeOutput second = new FakeOutput();
        events.connect(ResultWindow.ALL_TIME, null).orElseThrow().writeTo(second);

        assertThat(second.writes().get(0)).isSameAs(output.writes().get(0));
    }

    @Test
    void clientsGetTheResultsOfTheWindowTheyAskedFor() throws IOException {
        FakeOutput other = new FakeOutput();
        events.connect(ResultWindow.MINUTE, null).orElseThrow().writeTo(other);
        connect();
        PromptRanking ranking = Samples.ranking("raw", List.of(), Instant.EPOCH);
        ranking.setWindow("1m");
        ranking.setWindowStart(Instant.EPOCH);
        state.putRanking("m|1m@0|raw", ranking);

        events.tick();

        assertThat(rankings(other.events().get(1))).containsExactly("raw");
        assertThat(rankings(output.events().get(1))).isEmpty();
    }

    @Test
    void theLimitIsOneForAllWindows() {
        for (int client = 0; client < 5; client++) {
            events.connect(ResultWindow.MINUTE, null);
            events.connect(ResultWindow.HOUR, null);
        }

        assertThat(events.clients()).isEqualTo(10);
        assertThat(events.connect(ResultWindow.ALL_TIME, null)).isEmpty();
    }

    @Test
    void aClientThatTakesNothingIsDroppedOnceItsQueueIsFull() {
        output.block();
        StreamClient slow = connect();
        for (int i = 0; i < 31; i++) {
            events.tick();
        }
        assertThat(slow.finished()).isNotDone();

        events.tick();
        assertThat(slow.finished()).isDone();
        assertThat(events.clients()).isZero();
    }

    @Test
    void aClientThatWasSlowForAWhileCatchesUp() {
        output.block();
        StreamClient slow = connect();
        for (int i = 0; i < 10; i++) {
            events.tick();
        }
        output.unblock();

        assertThat(slow.finished()).isNotDone();
        assertThat(output.events()).hasSize(11);
    }

    @Test
    void aBrokenConnectionIsForgotten() {
        connect();
        output.breakDown();
        events.tick();

        assertThat(events.clients()).isZero();
    }

    @Test
    void aClientThatComesBackGetsWhatItMissedAndNothingElse() throws IOException {
        connect();
        events.tick();
        String lastEventId = output.events().get(1).id();
        output.breakDown();
        image("missed");
        events.tick();
        image("missed too");
        events.tick();

        FakeOutput again = new FakeOutput();
        events.connect(ResultWindow.ALL_TIME, lastEventId).orElseThrow().writeTo(again);
        image("fresh");
        events.tick();

        assertThat(again.events()).extracting(FakeOutput.Event::type).containsOnly("changes");
        assertThat(again.events()).extracting(event -> event.id().split("-")[1]).containsExactly("2", "3", "4");
        assertThat(imageIds(again.events().get(0))).containsExactly("missed");
        assertThat(imageIds(again.events().get(1))).containsExactly("missed too");
    }

    @Test
    void aClientThatWasAwayForLongOrKnewAnotherServerGetsASnapshot() {
        connect();
        String lastEventId = output.events().get(0).id();
        for (int tick = 0; tick < 25; tick++) {
            events.tick();
        }
        String tomorrow = lastEventId.replaceAll("-.*", "-26");

        for (String id : List.of(lastEventId, "0123abcd-25", tomorrow, "25", "", "\n")) {
            FakeOutput again = new FakeOutput();
            events.connect(ResultWindow.ALL_TIME, id).orElseThrow().writeTo(again);
            assertThat(again.events()).extracting(FakeOutput.Event::type).as(id).containsExactly("snapshot");
        }
    }

    @Test
    void noMoreClientsAreTakenThanMayBe() {
        for (int client = 0; client < 10; client++) {
            events.connect(ResultWindow.ALL_TIME, null);
        }

        assertThat(events.connect(ResultWindow.ALL_TIME, null)).isEmpty();
    }

    @Test
    void closingEndsEveryConnection() {
        StreamClient client = connect();
        events.close();

        assertThat(client.finished()).isDone();
        assertThat(events.connect(ResultWindow.ALL_TIME, null)).isEmpty();
    }

    private StreamClient connect() {
        StreamClient client = events.connect(ResultWindow.ALL_TIME, null).orElseThrow();
        client.writeTo(output);
        return client;
    }

    private void image(String id) {
        state.add(Samples.caption(id, 0, 25, Instant.now()).build(), 0);
    }

    private static List<String> imageIds(FakeOutput.Event event) throws IOException {
        JsonNode images = new ObjectMapper().readTree(event.data()).get("images");
        return images.findValuesAsText("id");
    }

    private static List<String> rankings(FakeOutput.Event event) throws IOException {
        JsonNode rankings = new ObjectMapper().readTree(event.data()).path("rankings");
        return rankings.findValuesAsText("weighting");
    }
}
