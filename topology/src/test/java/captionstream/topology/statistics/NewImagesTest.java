package captionstream.topology.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewImagesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 40, 400})
    void countedTogetherOrOneAfterTheOtherImagesGiveTheSameBytes(int images) {
        // given images with prompts missing, with ties and with sources
        List<ImageOutcomes> outcomes = outcomes(images);
        PartialAggregates apart = new PartialAggregates();
        outcomes.forEach(image -> countOneAfterTheOther(image, apart));

        PartialAggregates together = new PartialAggregates();
        outcomes.forEach(image -> together.replace(ImageOutcomes.none(image.imageId()), image));

        assertThat(bytes(together)).isEqualTo(bytes(apart));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void imagesKnownBeforeAreExchangedAmongNewOnes(long seed) {
        List<Caption> captions = Captions.random(seed, 12);
        PartialAggregates once = new PartialAggregates();
        replace(changes(captions), once);

        // when a third is counted first, the rest changes images of it and brings new ones
        int third = captions.size() / 3;
        ChangedImages first = changes(captions.subList(0, third));
        Map<String, ImageOutcomes> stored = new TreeMap<>();
        first.all().forEach(change -> stored.put(change.after().imageId(), change.after()));
        ChangedImages rest = new ChangedImages(Retention.FOR_GOOD);
        captions.subList(third - 1, captions.size())
                .forEach(caption -> rest.add(caption, id -> stored.getOrDefault(id, ImageOutcomes.none(id))));
        PartialAggregates twice = new PartialAggregates();
        replace(first, twice);
        replace(rest, twice);

        assertThat(bytes(twice)).isEqualTo(bytes(once));
    }

    /** Of an image, one outcome is new, and the others come to it by an exchange. */
    private static void countOneAfterTheOther(ImageOutcomes image, PartialAggregates aggregates) {
        ImageOutcomes before = ImageOutcomes.none(image.imageId());
        for (int known = 1; known <= image.outcomes().size(); known++) {
            ImageOutcomes after =
                    new ImageOutcomes(image.imageId(), image.outcomes().subList(0, known));
            aggregates.replace(before, after);
            before = after;
        }
    }

    private static void replace(ChangedImages changed, PartialAggregates aggregates) {
        changed.all().forEach(image -> aggregates.replace(image.before(), image.after()));
    }

    private static List<ImageOutcomes> outcomes(int images) {
        return changes(Captions.random(7, images)).all().stream()
                .map(ImageChange::after)
                .toList()
                .subList(0, images);
    }

    static ChangedImages changes(List<Caption> captions) {
        ChangedImages images = new ChangedImages(Retention.FOR_GOOD);
        captions.forEach(caption -> images.add(caption, ImageOutcomes::none));
        return images;
    }

    static Map<Partial.Key, String> bytes(PartialAggregates aggregates) {
        Map<Partial.Key, String> bytes = new TreeMap<>();
        aggregates.all().forEach((key, partial) -> bytes.put(key, HexFormat.of().formatHex(partial.toBytes())));
        return bytes;
    }
}
