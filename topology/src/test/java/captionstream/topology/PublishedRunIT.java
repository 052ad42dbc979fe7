package captionstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import captionstream.Caption;
import captionstream.CompatibilityCell;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import captionstream.RankedPrompt;
import captionstream.schemas.Topic;
import captionstream.topology.statistics.Captions;
import captionstream.topology.statistics.PublishedRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures that the paper's author published, out of both levels on a real broker with several partitions. */
class PublishedRunIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Figures are published with six, five and two decimals; weighted means differ by what one caption is rounded. */
    private static final double SIX = 5e-7;

    private static final double FIVE = 5e-6;
    private static final double TWO = 5e-3;
    private static final double ROUNDING = 1e-9;

    @TempDir
    Path directory;

    @Test
    void the_published_means_deviations_wins_scores_and_columns_come_out_of_the_topology() {
        // given
        List<Caption> captions = PublishedRun.captions();
        Collections.shuffle(captions, new Random(6));
        try (Cluster cluster = new Cluster(directory.resolve("cluster"), 5);
                TopologyService service =
                        TopologyService.start(TopologyConfig.builder(cluster.connection(), directory.resolve("state"))
                                .replication(1)
                                .build())) {

            // when
            captions.forEach(caption -> cluster.send(Topic.CAPTIONS, caption.getImageId(), caption));
            cluster.flush();

            // then
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptionsMatching(NoSuchElementException.class::isInstance)
                    .untilAsserted(() -> {
                        assertPromptStatistics(cluster);
                        assertRankings(cluster);
                        assertColumns(cluster);
                    });
            assertThat(service.health().isRunning()).isTrue();
        }
    }

    private static void assertPromptStatistics(Cluster cluster) {
        List<PromptStatistics> records = cluster.values(Topic.PROMPT_STATISTICS, PromptStatistics.class);
        for (int i = 0; i < PublishedRun.PROMPTS.size(); i++) {
            String prompt = Captions.PROMPTS.get(i);
            PublishedRun.Prompt published = PublishedRun.PROMPTS.get(i);
            PromptStatistics ours = last(
                    records,
                    record -> record.getWindow() == null && record.getPrompt().equals(prompt));
            assertThat(ours.getClipScore().getCount()).isEqualTo(PublishedRun.IMAGES);
            assertThat(ours.getClipScore().getMean()).isCloseTo(published.mean(), within(SIX));
            assertThat(ours.getClipScore().getStdDev()).isCloseTo(published.deviation(), within(SIX));
            assertThat(ours.getWins()).isEqualTo(published.wins());
        }
    }

    private static void assertRankings(Cluster cluster) {
        assertThat(ranking(cluster, "raw").getEntries())
                .extracting(RankedPrompt::getPrompt)
                .containsExactly(
                        "A picture that depicts",
                        "A realistic image of",
                        "An image of",
                        "This image shows",
                        "A detailed photo of");
        List<RankedPrompt> weighted = ranking(cluster, "saliency").getEntries();
        assertThat(weighted)
                .extracting(RankedPrompt::getPrompt)
                .containsExactly(
                        "An image of",
                        "A realistic image of",
                        "A picture that depicts",
                        "A detailed photo of",
                        "This image shows");
        assertThat(weighted).allSatisfy(entry -> {
            PublishedRun.Prompt published = PublishedRun.PROMPTS.get(Captions.PROMPTS.indexOf(entry.getPrompt()));
            assertThat(entry.getScore().getMean()).isCloseTo(published.weighted(), within(ROUNDING));
            assertThat(entry.getNormalized()).isCloseTo(published.normalized(), within(FIVE));
        });
    }

    private static void assertColumns(Cluster cluster) {
        List<PromptCompatibility> rows = cluster.values(Topic.PROMPT_COMPATIBILITY, PromptCompatibility.class);
        List<CompatibilityCell> cells =
                last(rows, row -> row.getWindow() == null).getCells();
        assertThat(cells).extracting(CompatibilityCell::getPrompt).containsExactlyElementsOf(Captions.PROMPTS);
        for (int i = 0; i < PublishedRun.PROMPTS.size(); i++) {
            assertThat(cells.get(i).getCentred())
                    .isCloseTo(PublishedRun.PROMPTS.get(i).centred(), within(TWO));
        }
    }

    private static PromptRanking ranking(Cluster cluster, String weighting) {
        return last(
                cluster.values(Topic.PROMPT_RANKINGS, PromptRanking.class),
                ranking -> ranking.getWindow() == null && ranking.getWeighting().equals(weighting));
    }

    private static <T> T last(List<T> records, Predicate<T> wanted) {
        return records.stream().filter(wanted).reduce((earlier, later) -> later).orElseThrow();
    }
}
