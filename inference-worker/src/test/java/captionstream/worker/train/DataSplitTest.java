package captionstream.worker.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataSplitTest {
    private static List<TrainingImage> images(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> image("file-" + i, "digest-" + i))
                .toList();
    }

    private static TrainingImage image(String file, String sha256) {
        return new TrainingImage(file, sha256, 0, List.of("a cat"), List.of(new long[] {1}));
    }

    private static List<String> files(List<TrainingImage> images) {
        return images.stream().map(TrainingImage::file).toList();
    }

    @Test
    void holds_back_about_the_share_and_every_image_is_on_one_side() {
        List<TrainingImage> images = images(2000);

        DataSplit split = DataSplit.of(images, 0.1, 1);

        assertThat(split.validation()).hasSizeBetween(150, 250);
        assertThat(split.training())
                .hasSize(2000 - split.validation().size())
                .doesNotContainAnyElementsOf(split.validation());
    }

    @Test
    void an_image_stays_on_its_side_whatever_else_there_is() {
        List<TrainingImage> few = images(100);

        DataSplit alone = DataSplit.of(few, 0.3, 1);
        DataSplit among = DataSplit.of(images(1000), 0.3, 1);

        assertThat(files(among.validation())).containsAll(files(alone.validation()));
        assertThat(files(among.training())).containsAll(files(alone.training()));
    }

    @Test
    void another_seed_holds_back_others() {
        List<TrainingImage> images = images(100);

        assertThat(DataSplit.of(images, 0.3, 2).validation())
                .isNotEqualTo(DataSplit.of(images, 0.3, 1).validation());
    }

    @Test
    void copies_of_an_image_stay_together() {
        List<TrainingImage> copies = IntStream.range(0, 20)
                .mapToObj(i -> image("copy-" + i, i % 2 == 0 ? "even" : "odd-" + i))
                .toList();

        DataSplit split = DataSplit.of(copies, 0.5, 3);

        long held = split.validation().stream()
                .filter(image -> image.sha256().equals("even"))
                .count();
        assertThat(held).isIn(0L, 10L);
    }

    @Test
    void refuses_to_train_where_nothing_would_be_held_back() {
        assertThatThrownBy(() -> DataSplit.of(images(1), 0.5, 1))
                .isInstanceOf(TrainingRefused.class)
                .hasMessageContaining("--validation-share");
    }
}
