package captionstream.topology.statistics;

import static captionstream.topology.statistics.Captions.PROMPTS;
import static captionstream.topology.statistics.Captions.caption;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.Caption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageOutcomesTest {
    @Test
    void areCompleteOnceEveryPromptHasItsOutcome() {
        ImageOutcomes four = of(caption("a", 0, 17), caption("a", 1, 18), caption("a", 2, 19), caption("a", 3, 16));

        assertThat(four.isComplete()).isFalse();
        assertThat(four.row()).isNull();
        assertThat(four.with(caption("a", 4, 15)).winner().prompt()).isEqualTo(PROMPTS.get(2));
        assertThat(four.with(caption("a", 4, 15)).row()).isEqualTo(PROMPTS.get(2));
    }

    @Test
    void giveATieToTheEarlierPrompt() {
        ImageOutcomes image = of(
                caption("a", 4, 19),
                caption("a", 3, 19),
                caption("a", 2, 18),
                caption("a", 1, 19),
                caption("a", 0, 18.999999));

        assertThat(image.winner().prompt()).isEqualTo(PROMPTS.get(1));
    }

    @Test
    void keepTheNewestCaptionWhicheverCameFirst() {
        Caption old = caption("a", 0, 30, 1_000);
        Caption again = caption("a", 0, 20, 2_000);

        assertThat(of(old, again)).isEqualTo(of(again, old));
        assertThat(of(old, again).outcomes()).extracting(Outcome::clipScore).containsExactly(20_000_000L);
    }

    @Test
    void areNotChangedByTheSameCaptionAgain() {
        ImageOutcomes image = of(caption("a", 0, 17));

        assertThat(image.with(caption("a", 0, 17))).isSameAs(image);
    }

    @Test
    void areOpenAgainWhileTheImageIsCaptionedWithANewPromptSet() {
        ImageOutcomes image = of(
                caption("a", 0, 17), caption("a", 1, 18), caption("a", 2, 19), caption("a", 3, 16), caption("a", 4, 1));
        Caption first = inSet("short v2", caption("a", 0, 25, 5_000));
        Caption second = inSet("short v2", caption("a", 4, 26, 5_000));
        second.setPromptIndex(1);

        assertThat(image.with(first).isComplete()).isFalse();
        assertThat(image.with(first).with(second).winner().prompt()).isEqualTo(PROMPTS.get(4));
    }

    @Test
    void areNotWonByAPromptThatTheImageHadOnlyBefore() {
        Caption before = inSet("event", caption("a", 0, 30, 1_000));
        Caption besides = inSet("event", caption("a", 1, 29, 1_000));
        Caption first = inSet("event", caption("a", 2, 20, 2_000));
        first.setPromptIndex(0);
        Caption second = inSet("event", caption("a", 3, 21, 2_000));
        second.setPromptIndex(1);

        assertThat(of(before, besides).winner().prompt()).isEqualTo(PROMPTS.get(0));
        assertThat(of(second, before, first, besides).winner().prompt()).isEqualTo(PROMPTS.get(3));
    }

    @Test
    void belongToThePromptTheyWereGeneratedFrom() {
        Caption caption = caption("a", 0, 17);
        caption.setSourcePrompt("A painting of");

        assertThat(of(caption).row()).isEqualTo("A painting of");
    }

    @Test
    void keepOnlyTheNewestPromptsOfAnImageThatHasTooMany() {
        List<Caption> captions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Caption caption = caption("a", 0, 17, 1_000 + i);
            caption.setPrompt("Prompt " + i);
            captions.add(caption);
        }
        ImageOutcomes forwards = of(captions.toArray(Caption[]::new));
        Collections.reverse(captions);

        assertThat(of(captions.toArray(Caption[]::new))).isEqualTo(forwards);
        assertThat(forwards.outcomes()).hasSize(64).extracting(Outcome::prompt).contains("Prompt 99", "Prompt 36");
    }

    @Test
    void surviveBeingStored() {
        Caption caption = caption("a", 0, -17.123456);
        caption.setControlScore(-0.000001);
        caption.setSourcePrompt("žluťoučký kůň 🐴");
        ImageOutcomes image = of(caption, caption("a", 1, 18));

        assertThat(ImageOutcomes.fromBytes(image.toBytes())).isEqualTo(image);
    }

    /** Outcomes beside each other, alike and different in each of the fields that they may share. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void surviveBeingStoredHoweverMuchTheyShare(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            ImageOutcomes image = ImageOutcomes.none("a");
            for (int prompt = 0; prompt < 5; prompt++) {
                Caption caption = caption("a", prompt, 17, 1_000_000_000_000L + random.nextInt(3) - 1);
                caption.setUri("file:/" + random.nextInt(2));
                caption.setSourcePrompt(random.nextBoolean() ? null : "source " + random.nextInt(2));
                caption.setPromptSet("set " + random.nextInt(2));
                caption.setPromptCount(5 + random.nextInt(2));
                caption.setCaption(random.nextBoolean() ? PROMPTS.get(prompt) + " a dog" : "A dog");
                image = image.with(caption);
            }

            assertThat(ImageOutcomes.fromBytes(image.toBytes())).isEqualTo(image);
        }
    }

    @Test
    void areStoredWithoutRepeatingWhatTheyShare() {
        Caption first = caption("a", 0, 17);
        first.setUri("u".repeat(400));
        Caption second = caption("a", 1, 17);
        second.setUri("u".repeat(400));

        assertThat(of(first, second).toBytes().length - of(first).toBytes().length)
                .isLessThan(100);
    }

    @Test
    void cutLongTextsWithoutSplittingACharacter() {
        Caption caption = caption("a", 0, 17);
        caption.setUri("x".repeat(498) + "🐴".repeat(100));

        String uri = of(caption).outcomes().iterator().next().uri();

        assertThat(uri).isEqualTo("x".repeat(498) + "…");
    }

    @Test
    void ofAnotherFormatAreRefused() {
        byte[] stored = of(caption("a", 0, 17)).toBytes();
        stored[0] = 8;

        assertThatThrownBy(() -> ImageOutcomes.fromBytes(stored)).hasMessageContaining("format 4");
    }

    private static Caption inSet(String promptSet, Caption caption) {
        caption.setPromptSet(promptSet);
        caption.setPromptCount(2);
        return caption;
    }

    private static ImageOutcomes of(Caption... captions) {
        ImageOutcomes image = ImageOutcomes.none("a");
        for (Caption caption : List.of(captions)) {
            image = image.with(caption);
        }
        return image;
    }
}
