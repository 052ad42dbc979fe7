package captionstream.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.dashboard.Samples;
import captionstream.dashboard.thumbnail.ImageReference;
import captionstream.dashboard.thumbnail.Thumbnail;
import captionstream.dashboard.thumbnail.Thumbnails;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PagePicturesTest extends PageServerCase {
    private final List<String> picturesAsked = new ArrayList<>();
    private boolean noPicture;

    @Override
    Thumbnails pictures() {
        return this::picture;
    }

    @Test
    void picturesAreThoseOfCaptionedImagesOnly() throws IOException {
        state.add(Samples.caption("apple", 0, 1, TIME).build(), TIME.toEpochMilli());
        String path = json("/api/state").at("/images/0/thumbnail").asText();

        assertThat(get("/" + path).statusCode()).isEqualTo(200);
        assertThat(get("/" + path).headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(get("/thumbnails/apple").statusCode()).isEqualTo(404);
        assertThat(get("/thumbnails/" + "0".repeat(32)).statusCode()).isEqualTo(204);
        assertThat(get("/thumbnails/http:%2F%2Fexample.com%2F").statusCode()).isBetween(400, 404);
        assertThat(picturesAsked).containsExactly("file:///images/apple");
    }

    @Test
    void anImageWithoutPictureHasNoContentSoThatNoBrowserComplains() throws IOException {
        noPicture = true;
        state.add(Samples.caption("apple", 0, 1, TIME).build(), TIME.toEpochMilli());

        HttpResponse<String> answer =
                get("/" + json("/api/state").at("/images/0/thumbnail").asText());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    private Optional<Thumbnail> picture(ImageReference image) {
        picturesAsked.add(image.uri());
        return noPicture ? Optional.empty() : Optional.of(new Thumbnail(Thumbnail.Format.JPEG, new byte[] {1, 2, 3}));
    }
}
