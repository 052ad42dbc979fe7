package captionstream.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.PromptRanking;
import captionstream.RankedPrompt;
import captionstream.dashboard.Samples;
import captionstream.dashboard.state.ResultWindow;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageDataTest extends PageServerCase {
    @Test
    void theStateNamesThingsAsTheRecordsDo() throws IOException {
        state.add(Samples.caption("apple", 0, 31.25, TIME).build(), TIME.toEpochMilli());
        RankedPrompt entry = new RankedPrompt(1, "An image of", Samples.moments(4, 30, 2), 1.0, 30.0, null, 3L);
        PromptRanking ranking = Samples.ranking("raw", List.of(entry), TIME);
        state.putRanking("key", ranking);

        JsonNode json = json("/api/state");
        JsonNode caption = json.at("/images/0/captions/0");
        assertThat(json.at("/images/0/event_time").asLong()).isEqualTo(TIME.toEpochMilli());
        assertThat(caption.get("clip_score").asDouble()).isEqualTo(31.25);
        assertThat(caption.at("/tokens/1/text").asText()).isEqualTo(" red");
        assertThat(caption.at("/tokens/1/entropy").asDouble()).isEqualTo(2.1);
        assertThat(json.at("/rankings/0/as_of").asLong()).isEqualTo(TIME.toEpochMilli());
        assertThat(json.at("/rankings/0/entries/0/score/ci95_low").asDouble()).isEqualTo(28.04);
        assertThat(json.at("/rankings/0/entries/0/mean_control_score").isNull()).isTrue();
        assertThat(json.get("flow")).hasSize(720);
        assertThat(json.at("/flow/0").fieldNames()).toIterable().contains("time", "events", "dead_letters");
        assertThat(json.at("/dead_letters/by_reason").isArray()).isTrue();
    }

    @Test
    void hostileTextComesOutAsTheDataItIs() throws IOException {
        Caption caption = Samples.caption(HOSTILE, 0, 1, TIME)
                .setPrompt(HOSTILE)
                .setCaption(HOSTILE)
                .setUri("javascript:alert(1)//" + HOSTILE)
                .setModel(HOSTILE)
                .setTokens(List.of(Samples.token(HOSTILE, 1)))
                .build();
        state.add(caption, TIME.toEpochMilli());
        state.add(Samples.deadLetter(HOSTILE, HOSTILE, HOSTILE, TIME), 0, 0, TIME.toEpochMilli());

        HttpResponse<String> answer = get("/api/state");
        JsonNode image = new ObjectMapper().readTree(answer.body()).at("/images/0");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body().lines()).hasSize(1);
        assertThat(image.get("id").asText()).isEqualTo(HOSTILE);
        assertThat(image.at("/captions/0/tokens/0/text").asText()).isEqualTo(HOSTILE);
        assertThat(image.get("thumbnail").asText()).matches("thumbnails/[0-9a-f]{32}");
    }

    @Test
    void theStreamBeginsWithASnapshotAndGoesOn() throws Exception {
        state.add(Samples.caption(HOSTILE, 0, 1, TIME).build(), TIME.toEpochMilli());
        HttpResponse<InputStream> answer = client.send(request("/api/stream").build(), BodyHandlers.ofInputStream());

        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(lines.readLine()).isEqualTo("event: snapshot");
            assertThat(lines.readLine()).matches("id: [0-9a-f]{8}-\\d+");
            JsonNode snapshot = new ObjectMapper().readTree(lines.readLine().substring("data: ".length()));
            assertThat(snapshot.at("/images/0/id").asText()).isEqualTo(HOSTILE);
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("event: changes");
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> events.clients() == 0);
    }

    @Test
    void resultsAreThoseOfTheWindowAskedFor() throws IOException {
        PromptRanking ranking = Samples.ranking("raw", List.of(), Instant.EPOCH);
        ranking.setWindow("5m");
        ranking.setWindowStart(Instant.EPOCH);
        state.putRanking("m|5m@0|raw", ranking);

        assertThat(json("/api/state?window=5m").get("rankings")).hasSize(1);
        assertThat(json("/api/state?window=5m").get("window").asText()).isEqualTo("5m");
        assertThat(json("/api/state?window=all").get("rankings")).isEmpty();
        assertThat(json("/api/state").get("window").asText()).isEqualTo("all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/state?window=2d", "/api/state?window=", "/api/stream?window=%3Cscript%3E"})
    void aWindowThatThereIsNotIsSaidToBeSo(String path) {
        assertThat(get(path).statusCode()).isEqualTo(400);
        assertThat(get(path).body()).isEqualTo("There is no such window: give one of all, 1m, 5m, 1h");
    }

    @Test
    void pagesBeyondTheLimitAreToldToComeBack() throws Exception {
        events.connect(ResultWindow.ALL_TIME, null);
        events.connect(ResultWindow.ALL_TIME, null);
        HttpResponse<String> answer = get("/api/stream");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
}
