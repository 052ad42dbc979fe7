package captionstream.dashboard.web;

import captionstream.ImageEvent;
import captionstream.dashboard.access.Access;
import captionstream.dashboard.publish.PublishFailedException;
import captionstream.dashboard.replay.ReplayFailedException;
import captionstream.dashboard.replay.ReplayResult;
import captionstream.dashboard.thumbnail.Thumbnails;
import captionstream.dashboard.upload.UploadFolder;
import captionstream.dashboard.upload.UploadRefusedException;
import captionstream.dashboard.upload.UploadSettings;
import captionstream.schemas.RecordPosition;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A page on which everything can be done. */
abstract class PageActionsCase extends PageCase {
    static final int MAX_UPLOAD = 1_000;

    final List<ImageEvent> published = new ArrayList<>();
    final List<Set<RecordPosition>> replayed = new ArrayList<>();

    @Nullable
    String trouble;

    UploadFolder uploads;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        uploads = UploadFolder.open(new UploadSettings(directory, MAX_UPLOAD, 10_000), PageActionsCase::format);
        server = serve(everything(), Access.everybody());
    }

    PageActions everything() {
        return new PageActions(this::publish, uploads, this::replay);
    }

    PageServer serve(PageActions actions, Access access) {
        return serve(new PageSettings("127.0.0.1", 0, Set.of(), access, null), Thumbnails.none(), actions);
    }

    void publish(ImageEvent event) throws PublishFailedException {
        if (trouble != null) {
            throw new PublishFailedException(trouble, new IOException());
        }
        published.add(event);
    }

    private ReplayResult replay(Set<RecordPosition> letters) throws ReplayFailedException {
        if (trouble != null) {
            throw new ReplayFailedException(trouble, new IOException());
        }
        replayed.add(letters);
        return new ReplayResult(1, Map.of("already replayed", 1L));
    }

    private static String format(byte[] bytes) throws UploadRefusedException {
        if (!new String(bytes, StandardCharsets.UTF_8).startsWith("PNG")) {
            throw new UploadRefusedException("the bytes begin like none that is known");
        }
        return "png";
    }

    HttpResponse<String> upload(String content) {
        return answer(request("/api/uploads")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofString(content)));
    }
}
