package captionstream.dashboard.state;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.dashboard.Samples;
import captionstream.dashboard.thumbnail.ImageReference;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentImagesTest {
    private final RecentImages images = new RecentImages(3);
    private long version;

    @Test
    void theHighestScoreWinsOnceEveryPromptHasItsCaption() {
        add("apple", 0, 24.0);
        assertThat(images.changedAfter(-1).get(0).winner()).isNull();

        add("apple", 1, 25.0);
        assertThat(images.changedAfter(-1).get(0).winner()).isEqualTo(1);
    }

    @Test
    void theEarlierPromptWinsATieWhateverTheOrderOfArrival() {
        add("apple", 1, 24.0);
        add("apple", 0, 24.0);

        assertThat(images.changedAfter(-1).get(0).winner()).isZero();
        assertThat(images.changedAfter(-1).get(0).captions())
                .extracting(CaptionView::promptIndex)
                .containsExactly(0, 1);
    }

    @Test
    void onlyTheLatestImagesAreKeptNewestFirst() {
        add("a", 0, 1);
        add("b", 0, 1);
        add("c", 0, 1);
        add("d", 0, 1);

        assertThat(images.changedAfter(-1)).extracting(ImageView::id).containsExactly("d", "c", "b");
        assertThat(images.changedAfter(-1)).extracting(ImageView::order).containsExactly(4L, 3L, 2L);
    }

    @Test
    void captioningAnImageAgainBeginsItAnew() {
        add("a", 0, 1);
        add("a", 1, 2);
        add("b", 0, 1);
        add("a", 0, 9);

        assertThat(images.changedAfter(-1)).extracting(ImageView::id).containsExactly("a", "b");
        assertThat(images.changedAfter(-1).get(0).captions())
                .extracting(CaptionView::clipScore)
                .containsExactly(9.0);
    }

    @Test
    void captionsOfAnotherModelDoNotMix() {
        add("a", 0, 1);
        images.add(
                Samples.caption("a", 1, 2, Instant.EPOCH)
                        .setModel("sha256:other")
                        .build(),
                ++version);

        assertThat(images.changedAfter(-1).get(0).captions()).hasSize(1);
        assertThat(images.changedAfter(-1).get(0).model()).isEqualTo("sha256:other");
    }

    @Test
    void changesAreThoseAfterAVersion() {
        add("a", 0, 1);
        add("b", 0, 1);
        add("a", 1, 1);

        assertThat(images.changedAfter(2)).extracting(ImageView::id).containsExactly("a");
        assertThat(images.changedAfter(3)).isEmpty();
    }

    @Test
    void imagesAreFoundByTheKeyOfTheirThumbnailWhileTheyAreKept() {
        add("../../etc/passwd", 0, 1);
        String key = new ImageReference("../../etc/passwd", "", "").key();

        assertThat(images.changedAfter(-1).get(0).thumbnail()).isEqualTo("thumbnails/" + key);
        assertThat(images.find(key)).map(ImageReference::id).contains("../../etc/passwd");
        assertThat(images.find("../../etc/passwd")).isEmpty();

        add("b", 0, 1);
        add("c", 0, 1);
        add("d", 0, 1);
        assertThat(images.find(key)).isEmpty();
    }

    @Test
    void thePageIsNotToldWhatSignsAnAddress() {
        String uri = "https://example.org/a.png?signature=secret";
        images.add(Samples.caption("a", 0, 1, Instant.EPOCH).setUri(uri).build(), ++version);

        assertThat(images.changedAfter(-1)).extracting(ImageView::uri).containsExactly("https://example.org/a.png?...");
        assertThat(images.find(new ImageReference("a", "", "").key()))
                .map(ImageReference::uri)
                .contains(uri);
    }

    @Test
    void textWithoutEndIsCut() {
        Caption endless = Samples.caption("a", 0, 1, Instant.EPOCH)
                .setCaption("😀".repeat(5_000))
                .build();
        images.add(endless, ++version);

        String kept = images.changedAfter(-1).get(0).captions().get(0).caption();
        assertThat(kept).isEqualTo("😀".repeat(1_000) + "…");
    }

    private void add(String imageId, int promptIndex, double score) {
        images.add(Samples.caption(imageId, promptIndex, score, Instant.EPOCH).build(), ++version);
    }
}
