package captionstream.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.ImageEvent;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageActionsTest extends PageActionsCase {
    @Test
    void anUploadedImageIsPublishedWithItsDigestAndPrompts() throws Exception {
        String upload = json(upload("PNG picture")).get("upload").asText();
        HttpResponse<String> answer =
                post("/api/try", "{\"upload\":\"" + upload + "\",\"prompts\":[\"A cat\",\"A dog\"]}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(published).singleElement().satisfies(event -> {
            assertThat(event.getId())
                    .isEqualTo(json(answer).get("image_id").asText())
                    .matches("try-[0-9a-f]{16}");
            assertThat(event.getUri()).startsWith("file:///").endsWith("/" + upload + ".png");
            assertThat(event.getSha256()).isEqualTo(upload);
            assertThat(event.getPrompts()).containsExactly("A cat", "A dog");
            assertThat(event.getAttributes()).containsEntry("published_by", "dashboard");
        });
    }

    @Test
    void anImageAtAUriIsPublishedAsItIsAndEachTimeAnew() throws Exception {
        post("/api/try", "{\"uri\":\"https://images.example/a.png?key=1\"}");
        post("/api/try", "{\"uri\":\"https://images.example/a.png?key=1\",\"prompts\":null}");

        assertThat(published).extracting(ImageEvent::getUri).containsOnly("https://images.example/a.png?key=1");
        assertThat(published).extracting(ImageEvent::getId).doesNotHaveDuplicates();
        assertThat(published).extracting(ImageEvent::getPrompts).containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{",
                "{\"uri\":\"\"}",
                "{\"uri\":\"x\",\"upload\":\"y\"}",
                "{\"uri\":\"x\",\"surprise\":1}",
                "{\"uri\":[\"x\"]}",
                "{\"uri\":\"x\",\"prompts\":[]}",
                "{\"uri\":\"x\",\"prompts\":[null]}",
                "{\"uri\":\"x\",\"prompts\":[\"same\",\"same\"]}",
                "{\"uri\":\"x\",\"prompts\":[\"line\\nbreak\"]}"
            })
    void whatIsNoRequestIsRefusedWithAReason(String body) throws Exception {
        HttpResponse<String> answer = post("/api/try", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("error").asText()).isNotBlank();
        assertThat(published).isEmpty();
    }

    @Test
    void anUploadThatIsGoneIsSaidToBe() throws Exception {
        assertThat(post("/api/try", "{\"upload\":\"../../etc/passwd\"}").statusCode())
                .isEqualTo(409);
        assertThat(post("/api/try", "{\"upload\":\"" + "0".repeat(64) + "\"}").statusCode())
                .isEqualTo(409);
    }

    @Test
    void whatIsNoImageIsNotKept() throws Exception {
        HttpResponse<String> answer = upload("<svg onload=alert(1)>");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("error").asText()).contains("begin like none");
    }

    @Test
    void anUploadIsCountedWhileItIsRead() throws Exception {
        byte[] large = new byte[MAX_UPLOAD + 1];
        HttpRequest.Builder ofUnknownLength = request("/api/uploads")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

        assertThat(answer(ofUnknownLength).statusCode()).isEqualTo(413);
        assertThat(statusLine("POST /api/uploads HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/octet-stream\r\nContent-Length: 99999999999\r\n\r\n"))
                .contains(" 413 ");
    }

    @Test
    void aClusterThatTakesNothingIsSaidSo() throws Exception {
        trouble = "Kafka did not take it";

        assertThat(json(post("/api/try", "{\"uri\":\"x\"}")).get("error").asText())
                .isEqualTo("Kafka did not take it.");
        HttpResponse<String> answer =
                post("/api/dead-letters/replay", "{\"letters\":[{\"partition\":0,\"offset\":1}]}");
        assertThat(answer.statusCode()).isEqualTo(503);
    }
}
