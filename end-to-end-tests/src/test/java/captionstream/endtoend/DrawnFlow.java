package captionstream.endtoend;

import static captionstream.endtoend.Drawn.fixed;
import static captionstream.endtoend.Drawn.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.Caption;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The row of numbers, the last hour, the pipeline at work, and what went wrong. */
record DrawnFlow(Page page) {
    private static final double LAST_DIGIT = 0.0051;
    private static final Pattern STAGE = Pattern.compile("([a-z]+) ([0-9.]+[0-9])");
    private static final long BUCKET_MILLIS = 5_000;
    private static final long OTHER_BUCKETS = 5;

    /** @param images that the statistics have counted, and {@code captions} */
    void assertShows(PublishedFlow flow, long images, long captions) {
        assertThat(number("Images")).isEqualTo(Long.toString(images));
        assertThat(number("Captions")).isEqualTo(Long.toString(captions));
        assertThat(note("Captions")).isEqualTo(flow.captions().size() + " in the last hour");
        assertThat(number("Workers")).isEqualTo(Long.toString(flow.workers()));
        assertThat(number("Dead letters"))
                .isEqualTo(Integer.toString(flow.deadLetters().size()));
        assertThat(labels("#flow"))
                .containsExactly("Last hour: " + flow.events() + " images published, " + flow.images() + " captioned, "
                        + flow.deadLetters().size() + " dead letters.");
        assertWork(flow);
        assertThat(Drawn.rows(page, "#failures")).hasSameSizeAs(flow.reasons()).allSatisfy(row -> assertThat(
                        flow.reasons())
                .anyMatch(reason -> row.get(0).equals(reason.getValue().toString())
                        && row.get(1).startsWith(words(reason.getKey()))));
    }

    private void assertWork(PublishedFlow flow) {
        List<String> labels = labels("#work");
        Map<String, Double> shown = STAGE.matcher(labels.get(0))
                .results()
                .collect(Collectors.toMap(stage -> stage.group(1), stage -> Double.valueOf(stage.group(2))));
        assertThat(shown).hasSize(flow.seconds().size());
        flow.seconds()
                .forEach((stage, seconds) ->
                        assertThat(shown.get(stage)).as(stage).isCloseTo(seconds, within(LAST_DIGIT)));
        assertThat(labels.get(1)).isEqualTo("Images in a batch: " + fixed(flow.imagesInABatch(), 1) + ".");
        assertThat(labels.get(2)).matches("Workers alive: [01]\\.[0-9] on average\\.");
        assertThat(labels.get(3))
                .isEqualTo(flow.reasons().stream()
                        .map(reason -> words(reason.getKey()) + " " + reason.getValue())
                        .collect(Collectors.joining(", ", "Dead letters: ", ".")));
    }

    /** Of the half minute up to now, in whole buckets. */
    void assertRates(PublishedFlow flow) {
        double captions = Double.parseDouble(number("Captions per second"));
        double tokens = Double.parseDouble(number("Tokens per second"));
        long now = System.currentTimeMillis();
        long from = (now / BUCKET_MILLIS - OTHER_BUCKETS) * BUCKET_MILLIS;
        assertRate(captions, flow, from, now, caption -> 1);
        assertRate(tokens, flow, from, now, Caption::getGeneratedTokens);
    }

    /** The page is up to a second and a half behind, and writes two digits at least. */
    private static void assertRate(
            double shown, PublishedFlow flow, long from, long now, ToLongFunction<Caption> amount) {
        long recent = flow.captions().stream()
                .filter(caption -> caption.timestamp() >= from)
                .mapToLong(caption -> amount.applyAsLong(caption.value()))
                .sum();
        double expected = recent / ((now - from) / 1000.0);
        assertThat(shown).isBetween(0.95 * expected, 1.12 * expected);
    }

    private List<String> labels(String panel) {
        return Drawn.marks(page, panel + " .chart").stream()
                .map(chart -> chart.get("aria-label"))
                .toList();
    }

    private String number(String name) {
        return page.locator("#numbers .number:has(dt:text-is('" + name + "')) .value")
                .textContent();
    }

    private String note(String name) {
        return page.locator("#numbers .number:has(dt:text-is('" + name + "')) .note")
                .textContent();
    }
}
