package captionstream.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.PromptSet;
import captionstream.dashboard.access.Access;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageAbilitiesTest extends PageActionsCase {
    @Test
    void readOnlyThereIsNothingToPostTo() throws Exception {
        server.close();
        server = serve(PageActions.NONE, Access.everybody());

        for (String path : List.of("/api/try", "/api/uploads", "/api/dead-letters/replay")) {
            assertThat(post(path, "{}").statusCode()).as(path).isIn(404, 405);
        }
        assertThat(json(get("/api/abilities")).get("try_uri").asBoolean()).isFalse();
        assertThat(json(get("/api/abilities")).get("upload_bytes").asInt()).isZero();
        assertThat(json(get("/api/abilities")).get("replay").asBoolean()).isFalse();
    }

    @Test
    void withoutAFolderForUploadsUrisCanStillBeTried() throws Exception {
        server.close();
        server = serve(new PageActions(this::publish, null, null), Access.everybody());

        assertThat(upload("PNG picture").statusCode()).isIn(404, 405);
        assertThat(post("/api/try", "{\"upload\":\"" + "0".repeat(64) + "\"}").statusCode())
                .isEqualTo(400);
        assertThat(post("/api/try", "{\"uri\":\"x\"}").statusCode()).isEqualTo(202);
    }

    @Test
    void thePromptsInUseAreThoseOfTheTopic() throws Exception {
        assertThat(json(get("/api/abilities")).get("prompts")).hasToString("[\"An image of\",\"This image shows\"]");

        state.usePrompts(new PromptSet("mine", 2, List.of("<b>A cat</b>"), Instant.EPOCH));
        assertThat(json(get("/api/abilities")).get("prompts")).hasToString("[\"<b>A cat</b>\"]");
        assertThat(json(get("/api/abilities")).get("upload_bytes").asInt()).isEqualTo(MAX_UPLOAD);

        state.usePrompts(null);
        assertThat(json(get("/api/abilities")).get("prompts")).hasSize(2);
    }
}
