package captionstream.topology.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettledImagesTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void a_recount_does_without_settled_images(long seed) {
        // given images of which two thirds are settled, a third at a time, and what is kept of them stored
        List<ImageOutcomes> images = images(Captions.random(seed, 300));
        PartialAggregates counted = counted(images);
        Map<Partial.Key, byte[]> stored = new TreeMap<>();
        for (List<ImageOutcomes> third : List.of(images.subList(0, 100), images.subList(100, 200))) {
            counted.settle(third).forEach((key, sum) -> stored.put(key, sum.toBytes()));
        }

        // when they are counted again after a restart, from the last third alone
        PartialAggregates restarted = new PartialAggregates();
        stored.values().forEach(sum -> restarted.restoreSettled(Partial.fromBytes(sum)));
        restarted.recount(images.subList(200, images.size()));

        assertThat(NewImagesTest.bytes(restarted))
                .isEqualTo(NewImagesTest.bytes(counted))
                .isEqualTo(NewImagesTest.bytes(counted(images)));
    }

    @Test
    void an_image_captioned_after_its_retention_begins_anew() {
        ChangedImages images = new ChangedImages(new Retention(HOUR));
        ImageOutcomes first = ImageOutcomes.none("a").with(Captions.caption("a", 0, 20, 0));

        images.add(Captions.caption("a", 1, 21, HOUR - 1), id -> first);
        images.add(Captions.caption("a", 1, 22, 2 * HOUR - 1), id -> first);
        images.add(Captions.caption("a", 0, 23, 2 * HOUR), id -> first);

        ImageOutcomes both = first.with(Captions.caption("a", 1, 21, HOUR - 1));
        assertThat(images.past()).containsExactly(new ImageChange(first, both));
        ImageOutcomes none = ImageOutcomes.none("a");
        assertThat(images.all())
                .containsExactly(new ImageChange(
                        none,
                        none.with(Captions.caption("a", 1, 22, 2 * HOUR - 1))
                                .with(Captions.caption("a", 0, 23, 2 * HOUR))));
    }

    @Test
    void an_image_kept_for_good_never_begins_anew() {
        ChangedImages images = new ChangedImages(Retention.FOR_GOOD);
        long latest = CaptionRules.LATEST.toEpochMilli();

        images.add(Captions.caption("a", 0, 20, 0), ImageOutcomes::none);
        images.add(Captions.caption("a", 0, 21, latest), ImageOutcomes::none);

        assertThat(images.past()).isEmpty();
    }

    private static PartialAggregates counted(Collection<ImageOutcomes> images) {
        PartialAggregates aggregates = new PartialAggregates();
        images.forEach(image -> aggregates.replace(ImageOutcomes.none(image.imageId()), image));
        return aggregates;
    }

    private static List<ImageOutcomes> images(List<Caption> captions) {
        return NewImagesTest.changes(captions).all().stream()
                .map(ImageChange::after)
                .toList();
    }
}
