package captionstream.dashboard.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CachedThumbnailsTest {
    private final List<String> asked = new ArrayList<>();
    private final CachedThumbnails thumbnails = new CachedThumbnails(
            image -> {
                asked.add(image.id());
                return image.id().equals("gone")
                        ? Optional.empty()
                        : Optional.of(new Thumbnail(Thumbnail.Format.PNG, new byte[] {1}));
            },
            2);

    @Test
    void aPictureIsAskedForOnce() throws InterruptedException {
        assertThat(thumbnails.of(image("a"))).isPresent();
        assertThat(thumbnails.of(image("a"))).isPresent();

        assertThat(asked).containsExactly("a");
    }

    @Test
    void aMissingPictureIsRememberedToo() throws InterruptedException {
        assertThat(thumbnails.of(image("gone"))).isEmpty();
        assertThat(thumbnails.of(image("gone"))).isEmpty();

        assertThat(asked).containsExactly("gone");
    }

    @Test
    void thePictureThatWasNotUsedLongestIsForgotten() throws InterruptedException {
        thumbnails.of(image("a"));
        thumbnails.of(image("b"));
        thumbnails.of(image("a"));
        thumbnails.of(image("c"));
        thumbnails.of(image("a"));
        thumbnails.of(image("b"));

        assertThat(asked).containsExactly("a", "b", "c", "b");
    }

    @Test
    void aPictureThatIsNotSmallIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Thumbnail(Thumbnail.Format.JPEG, new byte[600_000]))
                .withMessageContaining("600000 bytes");
    }

    private static ImageReference image(String id) {
        return new ImageReference(id, "file:///" + id, "00");
    }
}
