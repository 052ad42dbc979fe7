package captionstream.topology.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.CaptionExtremes;
import captionstream.ExtremeCaption;
import captionstream.topology.statistics.Extremes.End;
import captionstream.topology.statistics.Extremes.Entry;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExtremesTest {
    @Test
    void publishTheFiftyBestWithTheirCumulativeMeans() {
        CaptionExtremes record = upTo(100, End.BEST).toRecord("m", Window.ALL_TIME, 5);

        assertThat(record.getEntries()).hasSize(50);
        assertThat(record.getEntries().get(0).getClipScore()).isEqualTo(100.0);
        assertThat(record.getEntries().get(0).getCumulativeMean()).isEqualTo(100.0);
        assertThat(record.getEntries().get(2).getCumulativeMean()).isEqualTo(99.0);
        // 51 … 100 have the mean 75.5
        assertThat(record.getEntries().get(49).getCumulativeMean()).isEqualTo(75.5);
    }

    @Test
    void publishTheWorstFromTheWorstUp() {
        CaptionExtremes record = upTo(100, End.WORST).toRecord("m", Window.ALL_TIME, 5);

        assertThat(record.getEntries()).extracting(ExtremeCaption::getClipScore).startsWith(1.0, 2.0, 3.0);
        assertThat(record.getEntries().get(49).getCumulativeMean()).isEqualTo(25.5);
    }

    @Test
    void stayExactWhileTheSparesLast() {
        Extremes extremes = upTo(100, End.BEST);

        for (long score = 100; score > 86; score--) {
            extremes = extremes.without(entry(score));
            assertThat(extremes.isExact()).isTrue();
        }

        assertThat(extremes.toRecord("m", Window.ALL_TIME, 5).getEntries())
                .extracting(ExtremeCaption::getClipScore)
                .startsWith(86.0)
                .endsWith(37.0);
        assertThat(extremes.without(entry(86)).isExact()).isFalse();
    }

    @Test
    void doNotTakeACaptionThatMayBeWorseThanOneLeftOut() {
        // given the best 64 of 100 held, 37 … 100, and the last of them taken back: 36 was left out
        Extremes extremes = upTo(100, End.BEST).without(entry(37));

        assertThat(extremes.with(entry(30)).entries()).doesNotContain(entry(30));
        assertThat(extremes.with(entry(200)).entries()).startsWith(entry(200));
    }

    @Test
    void ofFewCaptionsAreAlwaysExact() {
        Extremes extremes = upTo(10, End.BEST).without(entry(10)).without(entry(9));

        assertThat(extremes.isExact()).isTrue();
        assertThat(extremes.with(entry(1)).entries()).hasSize(9);
    }

    @Test
    void ofTwoCaptionsThatAreTheSameOneIsTakenBack() {
        Extremes extremes = upTo(3, End.BEST).with(entry(2)).without(entry(2));

        assertThat(extremes.entries()).containsExactly(entry(3), entry(2), entry(1));
    }

    private static Extremes upTo(int highest, End end) {
        return LongStream.rangeClosed(1, highest)
                .mapToObj(ExtremesTest::entry)
                .reduce(Extremes.none(end), Extremes::with, Extremes::plus);
    }

    private static Entry entry(long score) {
        return new Entry(score * 1_000_000, "image-" + score, "An image of", "file:/" + score, "An image of it");
    }
}
