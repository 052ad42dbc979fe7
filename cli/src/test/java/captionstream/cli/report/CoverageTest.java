package captionstream.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.Caption;
import captionstream.cli.SampleRecords;
import captionstream.cli.console.CommandFailure;
import captionstream.topology.statistics.Window;
import captionstream.topology.statistics.WindowLength;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Windows of a minute begin every 10 seconds; times are of 2026-01-01. */
class CoverageTest {
    private static final String PLACE = "in a test";

    @Test
    void the_newest_window_ends_with_the_pane_of_the_newest_event() {
        Results results = minute(null)
                .of(
                        List.of(
                                caption("old", 1, "12:00:09"),
                                caption("a", 2, "12:00:10"),
                                caption("b", 3, "12:01:05")),
                        PLACE);

        assertThat(results.window()).isEqualTo(new Window(WindowLength.MINUTE, millis("12:00:10")));
        assertThat(results.captions()).extracting(Caption::getImageId).containsExactly("a", "b");
    }

    @Test
    void another_window_is_chosen_by_its_start_and_ends_before_its_end() {
        Results results = minute(at("12:00:00"))
                .of(
                        List.of(caption("a", 1, "12:00:00"), caption("b", 2, "12:00:59"), caption("c", 3, "12:01:00")),
                        PLACE);

        assertThat(results.captions()).extracting(Caption::getImageId).containsExactly("a", "b");
    }

    /** Scores 10 and 30 of the image published twice, 10 seconds apart, and not the 20 that was replaced. */
    @Test
    void an_image_counts_in_every_pane_it_was_published_in_with_its_newest_caption_there() {
        Caption replaced = caption("cat", 20, "12:00:30");
        Caption newer = caption("cat", 30, "12:00:31");
        newer.setCaptionTime(at("13:00:00"));

        Results results = minute(at("12:00:00")).of(List.of(newer, caption("cat", 10, "12:00:20"), replaced), PLACE);

        assertThat(results.captions()).extracting(Caption::getClipScore).containsExactly(10.0, 30.0);
        RunStatistics statistics = RunStatistics.of(results, 18);
        assertThat(statistics.prompts()).singleElement().satisfies(prompt -> {
            assertThat(prompt.getClipScore().getMean()).isEqualTo(20.0);
            assertThat(prompt.getClipScore().getCount()).isEqualTo(2);
            assertThat(prompt.getWindow()).isEqualTo("1m");
            assertThat(prompt.getWindowStart()).isEqualTo(at("12:00:00"));
        });
    }

    @Test
    void over_all_time_an_image_counts_once() {
        Results results = new Coverage(null, WindowLength.ALL_TIME, null)
                .of(List.of(caption("cat", 10, "12:00:20"), caption("cat", 30, "12:00:31")), PLACE);

        assertThat(results.captions()).hasSize(1);
    }

    @Test
    void an_event_from_the_future_counts_when_it_was_captioned() {
        Caption early = caption("cat", 10, "12:00:20");
        early.setCaptionTime(at("12:00:20"));
        early.setEventTime(Instant.parse("2099-01-01T00:00:00Z"));

        assertThat(minute(null).of(List.of(early), PLACE).window().startMillis())
                .isEqualTo(millis("11:59:30"));
    }

    @Test
    void the_window_stands_on_the_page_and_all_time_does_not() {
        List<Caption> captions = List.of(caption("cat", 10, "12:00:20"));

        assertThat(page(minute(at("12:00:00")).of(captions, PLACE)))
                .contains("<dt>Window</dt><dd>1m from 2026-01-01T12:00:00Z on</dd>");
        assertThat(page(Coverage.ofModel(SampleRecords.MODEL).of(captions, PLACE)))
                .doesNotContain("Window");
    }

    @Test
    void a_start_that_no_window_has_is_refused() {
        assertThatThrownBy(() -> minute(at("12:00:05"))).hasMessageContaining("whole multiples of 10 s");
        assertThatThrownBy(() -> new Coverage(null, WindowLength.ALL_TIME, at("12:00:00")))
                .hasMessageContaining("all time has no start");
    }

    @Test
    void nothing_to_report_is_said_with_where_and_when() {
        assertThatThrownBy(() -> minute(null).of(List.of(), PLACE))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("There are no captions in a test");
        assertThatThrownBy(() -> minute(at("09:00:00")).of(List.of(caption("cat", 10, "12:00:20")), PLACE))
                .hasMessageContaining("in the 1m from 2026-01-01T09:00:00Z on");
    }

    private static String page(Results results) {
        return new HtmlReport(results, RunStatistics.of(results, 18)).page(Map.of());
    }

    private static Coverage minute(@Nullable Instant start) {
        return new Coverage(null, WindowLength.MINUTE, start);
    }

    private static Caption caption(String image, double score, String time) {
        Caption caption = SampleRecords.caption(image, 0, "A photo of", score);
        caption.setEventTime(at(time));
        caption.setCaptionTime(at("12:59:00"));
        return caption;
    }

    private static long millis(String time) {
        return at(time).toEpochMilli();
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-01T" + time + "Z");
    }
}
