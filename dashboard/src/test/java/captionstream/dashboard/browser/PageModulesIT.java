package captionstream.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page's modules by themselves: their functions are called in the browser, and what they give was worked by hand. */
class PageModulesIT extends BrowserCase {
    private Page page;

    @BeforeEach
    void openPage() {
        page = shown.open();
    }

    @Test
    void ticksAreRoundNumbersWithinTheRange() {
        assertThat(call("scale", "m.ticks(0, 10, 5)")).isEqualTo(List.of(0, 2, 4, 6, 8, 10));
        assertThat(call("scale", "m.ticks(17.3, 19.1, 4)")).isEqualTo(List.of(17.5, 18, 18.5, 19));
        assertThat(call("scale", "m.ticks(-0.2, 0.2, 4)")).isEqualTo(List.of(-0.2, -0.1, 0, 0.1, 0.2));
        assertThat(call("scale", "m.ticks(5, 5, 3)")).isEqualTo(List.of(5));
    }

    @Test
    void aLinearScaleMapsEndsToEndsAndAPointToItself() {
        assertThat(call("scale", "[10, 15, 20].map(m.linear([10, 20], [0, 200]))"))
                .isEqualTo(List.of(0, 100, 200));
        assertThat(call("scale", "m.linear([7, 7], [0, 200])(7)")).isEqualTo(0);
        assertThat(call("scale", "[10, 1, 0.5, 0.01].map(m.digitsFor)")).isEqualTo(List.of(0, 0, 1, 2));
    }

    @Test
    void numbersAreWrittenAsPeopleReadThem() {
        assertThat(call("format", "[0, 1234, 99999, 123456, 2500000].map(m.count)"))
                .isEqualTo(List.of("0", "1,234", "99,999", "123.5K", "2.5M"));
        assertThat(call("format", "[0, 0.123, 5.26, 1234].map(m.rate)"))
                .isEqualTo(List.of("0", "0.12", "5.3", "1,234"));
        assertThat(call("format", "[0.004, -0.004, 1.5, -1.5].map((v) => m.signed(v))"))
                .isEqualTo(List.of("0.00", "0.00", "+1.50", "−1.50"));
        assertThat(call("format", "[null, 3.14159].map((v) => m.decimal(v, 2))"))
                .isEqualTo(List.of("–", "3.14"));
        assertThat(call("format", "m.words('image_not_found')")).isEqualTo("Image not found");
        assertThat(call("format", "m.fingerprint('sha256:0123456789abcdef')")).isEqualTo("0123456789");
    }

    @Test
    void timesAreWrittenInTheUnitThatFits() {
        assertThat(call("format", "[4.25, 42, 120, 7200].map((s) => m.duration(s).value + m.duration(s).unit)"))
                .isEqualTo(List.of("4.3s", "42s", "2min", "2.0h"));
        assertThat(call("format", "[0, 7, 125, 90000].map((s) => m.ago(0, s * 1000))"))
                .isEqualTo(List.of("just now", "7 s ago", "2 min ago", "1 d ago"));
    }

    @Test
    void theAddressIsReadAsItIsWritten() {
        assertThat(call("address", "m.format({ window: '5m', model: null, image: 'a b&c=d#/é' })"))
                .isEqualTo("#window=5m&image=a%20b%26c%3Dd%23%2F%C3%A9");
        assertThat(call("address", "m.parse('#window=5m&image=a%20b%26c%3Dd%23%2F%C3%A9')"))
                .isEqualTo(Map.of("window", "5m", "image", "a b&c=d#/é"));
        assertThat(call("address", "m.format({})")).isEqualTo("");
        assertThat(call("address", "m.parse('#latest&a=%E0%A4%A&b=1&c=1=2')")).isEqualTo(Map.of("b", "1"));
    }

    @Test
    void histogramsThatBeginAtDifferentScoresAreCutToTheBinsThatAnyOfThemOccupies() {
        String prompts = "[{clip_score: {count: 3, mean: 1.5}, control_score: {count: 1, mean: 0.5},"
                + " histogram: {lower: 0.5, bin_width: 0.5, counts: [0, 2, 0, 1, 0]}},"
                + " {clip_score: {count: 1, mean: 3.5}, control_score: {count: 0, mean: null},"
                + " histogram: {lower: 2.5, bin_width: 0.5, counts: [1]}}]";

        assertThat(call("histogram", "m.distribution(" + prompts + ", [], m.frameOf(" + prompts + "))"))
                .isEqualTo(mapOf(
                        "lower",
                        1,
                        "width",
                        0.5,
                        "bins",
                        List.of(2, 0, 1, 1),
                        "clip",
                        2,
                        "control",
                        0.5,
                        "controls",
                        null));
        assertThat(call("histogram", "m.frameOf([])")).isNull();
        assertThat(call("histogram", "m.binned([0.9, 2.1, 2.4, -0.1], 0.5, 1)"))
                .isEqualTo(Map.of("lower", -0.5, "counts", List.of(1, 0, 1, 0, 0, 2)));
    }

    @Test
    void pointsFallIntoTheCellsOfTheirGrid() {
        String points =
                "[{tokens: 5, clip: 20}, {tokens: 5, clip: 20.9}, {tokens: 6, clip: 22}, {tokens: 13, clip: 24}]";

        assertThat(call("density", "m.frameOfPoints(" + points + ")"))
                .isEqualTo(Map.of("shortest", 5, "longest", 13, "low", 20, "high", 24));
        assertThat(call("density", "m.density(" + points + ", m.frameOfPoints(" + points + "), 4)"))
                .isEqualTo(Map.of(
                        "merged", 1, "columns", 9, "cells", List.of(cell(0, 0, 2), cell(1, 2, 1), cell(8, 3, 1))));
        assertThat(call("density", "m.frameOfPoints([{tokens: 7, clip: 20}])"))
                .isEqualTo(Map.of("shortest", 3, "longest", 11, "low", 20, "high", 21));
    }

    @Test
    void theCentreIsTheMeanWhereTheRecordedOneIsFarFromCellsThatDiffer() {
        String near = "[{centre: 18, cells: [{count: 1, mean: 17}, {count: 3, mean: 19}]}]";
        String far = "[{centre: 18, cells: [{count: 1, mean: 70}, {count: 3, mean: 74}]}]";
        String alone = "[{centre: 18, cells: [{count: 1, mean: 70}]}]";

        assertThat(call("centre", "[" + near + ", " + far + ", " + alone + "].map(m.usualCentre)"))
                .isEqualTo(List.of("recorded", "mean", "recorded"));
        assertThat(call("centre", "[null, 'mean', 'recorded', '70.5'].map((c) => m.centreOf(" + far + ", c))"))
                .isEqualTo(List.of(73, 73, 18, 70.5));
    }

    @Test
    void theTimeOfCaptionsIsSharedOutAmongIntakeWaitingAndStages() {
        String stages = "stages: {fetch: 0.1, decode: 0.1, encode: 0.2, generate: 0.3, score: 0.1}";
        String buckets = "[{captions: 0, requests: 4, intake_seconds: 0.5, batches: 0, images: 0},"
                + " {captions: 5, requests: 0, lag_seconds: 2, batches: 1, images: 1, workers: 1, " + stages + "},"
                + " {captions: 5, requests: 0, lag_seconds: 4, batches: 1, images: 2, workers: 2, " + stages + "}]";

        assertThat(call(
                        "spans",
                        "Object.fromEntries(Object.entries(m.lagOf(" + buckets
                                + ")).map(([k, v]) => [k, Number(v.toFixed(9))]))"))
                .isEqualTo(Map.of(
                        "intake",
                        0.5,
                        "waiting",
                        1.7,
                        "fetch",
                        0.1,
                        "decode",
                        0.1,
                        "encode",
                        0.2,
                        "generate",
                        0.3,
                        "score",
                        0.1));
        assertThat(call("spans", "[m.imagesInABatch(" + buckets + "), m.workersOf(" + buckets + ")]"))
                .isEqualTo(List.of(1.5, 1.5));
        assertThat(call("spans", "[m.lagOf([{captions: 0}]), m.imagesInABatch([{batches: 0}]), m.workersOf([{}])]"))
                .isEqualTo(Arrays.asList(null, null, null));
        assertThat(call("spans", "m.spansOf([1, 2, 3, 4, 5], 2)"))
                .isEqualTo(List.of(List.of(1), List.of(2, 3), List.of(4, 5)));
    }

    @Test
    void tokensAreShownWhereTheyMakeUpTheCaption() {
        String tokens = "tokens: [{text: ' a'}, {text: ' cat'}, {text: '.'}]";

        assertThat(call(
                        "caption",
                        "m.generatedPieces({prompt: 'This is', caption: 'This is a cat.', " + tokens + "}).length"))
                .isEqualTo(3);
        assertThat(call(
                        "caption",
                        "m.generatedPieces({prompt: 'This is', caption: 'This is a cat', " + tokens + "}).length"))
                .isEqualTo(2);
        assertThat(call("caption", "m.generatedPieces({prompt: 'This is', caption: 'This is é', " + tokens + "})"))
                .isNull();
        assertThat(call("caption", "[0.1, 0.3, 4, 9].map(m.doubt)")).isEqualTo(List.of(0, 0, 1, 1));
    }

    @Test
    void aDifferenceIsSignificantWhereItsIntervalExcludesZero() {
        assertThat(call(
                        "pairs",
                        "[[0.1, 2], [-2, -0.1], [-1, 1], [0, 1], [null, null]]"
                                + ".map(([ci95_low, ci95_high]) => m.verdict({ci95_low, ci95_high}))"))
                .isEqualTo(List.of("ahead", "behind", "even", "even", "unknown"));
    }

    @Test
    void changesMakeANewPictureOfTheOldOne() {
        String picture = "{flow: [{time: 1}, {time: 2}, {time: 3}], images_kept: 2, scores_kept: 2,"
                + " images: [{thumbnail: 'b', order: 2}, {thumbnail: 'a', order: 1}],"
                + " scores: [{model: 'm', prompt: 'p', end: 2, tokens: [1, 2], clip: [1, 2], control: [1, 2], seconds: [1, 2]}],"
                + " rankings: 'old', statistics: 'old'}";
        String changes = "{now: {}, flow: [{time: 3, events: 1}, {time: 4}], images: [{thumbnail: 'c', order: 3}],"
                + " scores: [{model: 'm', prompt: 'p', end: 3, tokens: [2, 3], clip: [2, 3], control: [2, null], seconds: [2, 3]}],"
                + " totals: [], rankings: 'new'}";

        Object merged = call("picture", "m.withChanges(" + picture + ", " + changes + ")");

        assertThat(merged).isInstanceOfSatisfying(Map.class, map -> assertThat(map)
                .containsEntry("rankings", "new")
                .containsEntry("statistics", "old")
                .containsEntry("flow", List.of(Map.of("time", 2), Map.of("time", 3, "events", 1), Map.of("time", 4)))
                .containsEntry(
                        "images", List.of(Map.of("thumbnail", "c", "order", 3), Map.of("thumbnail", "b", "order", 2)))
                .containsEntry(
                        "scores",
                        List.of(mapOf(
                                "model",
                                "m",
                                "prompt",
                                "p",
                                "end",
                                3,
                                "tokens",
                                List.of(2, 3),
                                "clip",
                                List.of(2, 3),
                                "control",
                                Arrays.asList(2, null),
                                "seconds",
                                List.of(2, 3)))));
    }

    /** @param expression of the module, named m */
    private Object call(String module, String expression) {
        return page.evaluate(
                "async () => { const m = await import('/page/" + module + ".js'); return " + expression + "; }");
    }

    private static Map<String, Object> cell(int column, int row, int count) {
        return Map.of("column", column, "row", row, "count", count);
    }

    /** Names and values in turn; values may be null. */
    private static Map<String, Object> mapOf(Object... namesAndValues) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
