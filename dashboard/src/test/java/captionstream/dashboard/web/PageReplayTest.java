package captionstream.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.schemas.RecordPosition;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageReplayTest extends PageActionsCase {
    @Test
    void theChosenDeadLettersAreReplayed() throws Exception {
        HttpResponse<String> answer = post(
                "/api/dead-letters/replay",
                "{\"letters\":[{\"partition\":0,\"offset\":17},{\"partition\":2,\"offset\":4}]}");

        assertThat(json(answer).get("replayed").asLong()).isEqualTo(1);
        assertThat(json(answer).at("/skipped/already replayed").asLong()).isEqualTo(1);
        assertThat(replayed)
                .containsExactly(
                        Set.of(new RecordPosition("dead-letters", 0, 17), new RecordPosition("dead-letters", 2, 4)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"letters\":[]}",
                "{\"letters\":[null]}",
                "{\"letters\":[{\"partition\":0}]}",
                "{\"letters\":[{\"partition\":0,\"offset\":1,\"topic\":\"other\"}]}",
                "{\"letters\":\"all\"}"
            })
    void lettersThatAreNotNamedAreNotReplayed(String body) throws Exception {
        assertThat(post("/api/dead-letters/replay", body).statusCode()).isEqualTo(400);
        assertThat(replayed).isEmpty();
    }
}
