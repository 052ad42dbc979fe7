package captionstream.topology.statistics;

import static captionstream.topology.statistics.Captions.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.CaptionExtremes;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 3, 6})
    void anyOrderWithinTheGraceEndsWithTheSameWindows(long seed) {
        // given captions of three hours, counted in the order of their events
        Random random = new Random(seed);
        List<Caption> captions = spread(Captions.random(seed, 120), random);
        List<Caption> inOrder = new ArrayList<>(captions);
        inOrder.sort(Comparator.comparing(Caption::getEventTime));
        SortedMap<String, SpecificRecord> expected =
                new TwoLevels(1, GRACE).count(inOrder).emit().published();
        assertThat(expected.keySet()).anyMatch(key -> key.contains("|1m@"));

        for (int partitions : List.of(1, 3, 8)) {
            // when they come late by up to the grace, are sent on at random moments, and partitions restart
            TwoLevels levels = new TwoLevels(partitions, GRACE);
            for (Caption caption : disordered(captions, random)) {
                levels.count(caption);
                if (random.nextInt(25) == 0) {
                    levels.emit();
                }
                if (random.nextInt(40) == 0) {
                    levels.restart(random.nextInt(partitions));
                }
                if (random.nextInt(100) == 0) {
                    levels.restartMerging();
                }
            }

            assertThat(levels.late()).isZero();
            assertSame(levels.emit().published(), expected);
        }
    }

    @Test
    void aPartitionThatIsFarBehindStillCounts() {
        List<Caption> captions = spread(Captions.random(9, 80), new Random(9));
        captions.sort(Comparator.comparing(Caption::getEventTime));
        TwoLevels together = new TwoLevels(3).count(captions).emit();

        TwoLevels apart = new TwoLevels(3);
        for (int partition : List.of(2, 0, 1)) {
            captions.stream()
                    .filter(caption -> apart.partition(caption) == partition)
                    .forEach(apart::count);
            apart.emit();
        }

        assertThat(apart.published()).isEqualTo(together.published());
    }

    @Test
    void aWindowSaysWhatAllTimeWouldIfThereWasNothingElse() {
        List<Caption> captions = spread(Captions.random(3, 100), new Random(3));
        captions.forEach(caption -> {
            caption.setEventTime(
                    NOON.plusSeconds(Math.floorMod(caption.getImageId().hashCode() * 31L, 7200)));
            caption.setCaptionTime(NOON.plusSeconds(7200).plusMillis(caption.getTokenCount()));
        });
        captions.sort(Comparator.comparing(Caption::getEventTime));
        TwoLevels levels = new TwoLevels(3).count(captions).emit();
        Map<Window, SortedMap<String, SpecificRecord>> byWindow = new HashMap<>();
        levels.published().forEach((key, record) -> {
            if (field(record, "window") != null) {
                Window window = new Window(
                        WindowLength.ofCode((String) field(record, "window")),
                        ((Instant) field(record, "window_start")).toEpochMilli());
                byWindow.computeIfAbsent(window, w -> new TreeMap<>())
                        .put(key.replace("|" + window.name() + "|", "|all|"), allTime(record));
            }
        });

        assertThat(byWindow).hasSizeGreaterThan(60);
        byWindow.forEach((window, records) -> assertThat(records)
                .as(window.name())
                .isEqualTo(allTime(new TwoLevels(1)
                        .count(captions.stream()
                                .filter(caption -> !caption.getEventTime().isBefore(window.start()))
                                .filter(caption -> caption.getEventTime().isBefore(window.end()))
                                .toList())
                        .emit())));
    }

    @Test
    void aCaptionTooLateForAShortWindowCountsInTheLongerOnesAndOverAllTime() {
        TwoLevels levels = new TwoLevels(1)
                .count(List.of(at(0, "early", 10), at(125, "now", 20), at(5, "late", 30)))
                .emit();

        // two minutes and five seconds on, the first ten seconds are closed for the minute alone
        assertThat(levels.late()).isEqualTo(1);
        assertThat(images(levels, "1m@2026-05-01T12:00:00Z")).isEqualTo(1);
        assertThat(images(levels, "5m@2026-05-01T11:58:00Z")).isEqualTo(3);
        assertThat(images(levels, "all")).isEqualTo(3);
        PromptStatistics minute = levels.published(
                PromptStatistics.class, "1m@2026-05-01T12:00:00Z", "prompt-statistics " + Captions.PROMPTS.get(0));
        assertThat(minute.getClipScore().getMean()).isEqualTo(10.0);
        assertThat(minute.getWindowEnd()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void aCaptionJustWithinTheGraceCounts() {
        // the pane from 12:00:00 to 12:00:10 closes at 12:02:00
        TwoLevels levels = new TwoLevels(1)
                .count(List.of(at(0, "early", 10), at(119, "now", 20), at(5, "in time", 30)))
                .emit();

        assertThat(levels.late()).isZero();
        assertThat(images(levels, "1m@2026-05-01T12:00:00Z")).isEqualTo(2);
    }

    @Test
    void aWindowIsPublishedOnceItsLastPaneHasBegun() {
        TwoLevels levels = new TwoLevels(1).count(List.of(at(0, "a", 10))).emit();
        assertThat(images(levels, "1m@2026-05-01T11:59:10Z")).isEqualTo(1);
        assertThat(levels.published(PromptRanking.class, "1m@2026-05-01T11:59:20Z", "prompt-rankings raw"))
                .isNull();

        levels.count(List.of(at(10, "b", 10))).emit();

        assertThat(images(levels, "1m@2026-05-01T11:59:20Z")).isEqualTo(2);
    }

    @Test
    void windowsFarBehindTheNewestAreWithdrawn() {
        TwoLevels levels = new TwoLevels(1).count(List.of(at(0, "a", 10))).emit();

        levels.count(List.of(at(13 * 60, "b", 10))).emit();

        assertThat(levels.published().keySet()).noneMatch(key -> key.contains("|1m@2026-05-01T11:59"));
        assertThat(images(levels, "5m@2026-05-01T11:56:00Z")).isEqualTo(1);
    }

    @Test
    void windowsThatPassWhileTheirInstanceIsDownAreWithdrawnByTheNext() {
        TwoLevels levels = new TwoLevels(1).count(List.of(at(0, "a", 10))).emit();

        levels.restartMerging();
        levels.count(List.of(at(13 * 60, "b", 10))).emit();

        assertThat(levels.published().keySet()).noneMatch(key -> key.contains("|1m@2026-05-01T11:59"));
        assertThat(images(levels, "5m@2026-05-01T11:56:00Z")).isEqualTo(1);
    }

    @Test
    void aRowThatLosesItsLastImageWhileItsWindowPassesIsWithdrawn() {
        Caption caption = at(0, "a", 10);
        caption.setSourcePrompt(Captions.PROMPTS.get(0));
        Caption again = at(0, "a", 10);
        again.setCaptionTime(again.getCaptionTime().plusSeconds(1));
        again.setSourcePrompt(Captions.PROMPTS.get(1));
        TwoLevels levels = new TwoLevels(1).count(List.of(caption)).emit();

        levels.restartMerging();
        levels.count(List.of(again, at(13 * 60, "b", 10))).emit();

        assertThat(levels.published().keySet()).noneMatch(key -> key.contains("|1m@2026-05-01T11:59"));
    }

    @Test
    void anEventFromTheFutureClosesNothing() {
        Caption hostile = at(1, "hostile", 10);
        hostile.setEventTime(Instant.ofEpochMilli(Long.MAX_VALUE));
        Caption ancient = at(1, "ancient", 10);
        ancient.setEventTime(Instant.ofEpochMilli(Long.MIN_VALUE));

        TwoLevels levels = new TwoLevels(1)
                .count(List.of(hostile, ancient, at(0, "a", 20)))
                .emit();

        assertThat(images(levels, "1m@2026-05-01T11:59:10Z")).isEqualTo(2);
        assertThat(levels.late()).isEqualTo(1);
    }

    @Test
    void captioningAgainReplacesWithinTheWindowAndFindsTheExtremesAnew() {
        List<Caption> captions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            captions.add(at(i % 10, "image-" + i, i));
        }
        for (int i = 30; i < 100; i++) {
            Caption again = at(i % 10, "image-" + i, 5);
            again.setCaptionTime(again.getCaptionTime().plusSeconds(1));
            captions.add(again);
        }

        TwoLevels levels = new TwoLevels(2).count(captions).emit();

        CaptionExtremes best =
                levels.published(CaptionExtremes.class, "1m@2026-05-01T11:59:10Z", "caption-extremes best");
        assertThat(best.getEntries().get(0).getClipScore()).isEqualTo(29.0);
        assertThat(best.getEntries()).hasSize(50);
    }

    private static void assertSame(
            SortedMap<String, SpecificRecord> actual, SortedMap<String, SpecificRecord> expected) {
        Set<String> keys = new TreeSet<>(actual.keySet());
        keys.addAll(expected.keySet());
        assertThat(keys.stream().filter(key -> !Objects.equals(actual.get(key), expected.get(key))))
                .isEmpty();
    }

    private static long images(TwoLevels levels, String window) {
        return levels.published(PromptRanking.class, window, "prompt-rankings raw")
                .getImages();
    }

    private static Caption at(int second, String image, double score) {
        Instant time = NOON.plusSeconds(second);
        Caption caption = Captions.caption(image, 0, score, time.plusMillis(500).toEpochMilli());
        caption.setEventTime(time);
        return caption;
    }

    /** Over three hours; some images are published again a little later. */
    private static List<Caption> spread(List<Caption> captions, Random random) {
        Map<String, Integer> seconds = new HashMap<>();
        for (Caption caption : captions) {
            int second = seconds.computeIfAbsent(caption.getImageId(), id -> random.nextInt(3 * 3600));
            Instant time = NOON.plusSeconds(second + (random.nextInt(8) == 0 ? random.nextInt(90) : 0));
            caption.setEventTime(time);
            caption.setCaptionTime(time.plusMillis(caption.getCaptionTime().toEpochMilli()));
        }
        return new ArrayList<>(captions);
    }

    private static List<Caption> disordered(List<Caption> captions, Random random) {
        SortedMap<Double, Caption> order = new TreeMap<>();
        captions.forEach(caption ->
                order.put(caption.getEventTime().getEpochSecond() + random.nextDouble() * GRACE.toSeconds(), caption));
        return new ArrayList<>(order.values());
    }

    private static SortedMap<String, SpecificRecord> allTime(TwoLevels levels) {
        SortedMap<String, SpecificRecord> records = new TreeMap<>(levels.published());
        records.keySet().removeIf(key -> !key.contains(" " + MODEL + "|all|"));
        return records;
    }

    private static Object field(SpecificRecord record, String name) {
        return record.get(record.getSchema().getField(name).pos());
    }

    private static SpecificRecord allTime(SpecificRecord windowed) {
        for (String field : List.of("window", "window_start", "window_end")) {
            windowed.put(windowed.getSchema().getField(field).pos(), null);
        }
        return windowed;
    }
}
