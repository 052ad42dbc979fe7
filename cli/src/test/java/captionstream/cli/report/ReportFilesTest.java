package captionstream.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.cli.SampleRecords;
import captionstream.topology.statistics.Window;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ReportFilesTest {
    private static final String FIRST = "An image of";
    private static final String SECOND = "A {photo} of 100% \\$";

    /** Of image a the second prompt wins, of b and c the first. */
    private static final List<Caption> CAPTIONS = List.of(
            caption("a", 0, FIRST, 10.25, 5),
            caption("a", 1, SECOND, 20.75, 8),
            caption("b", 0, FIRST, 30.5, 5),
            caption("b", 1, SECOND, 28, 10),
            caption("c", 0, FIRST, 25, 20),
            caption("c", 1, SECOND, 24, 10));

    @Test
    void every_file_of_the_paper_is_there() {
        assertThat(files(CAPTIONS).keySet())
                .contains(
                        "results.csv",
                        "prompt_summary.csv",
                        "scores.dat",
                        "scatter.dat",
                        "compare.dat",
                        "best_prompt.dat",
                        "clipscore_3d.dat",
                        "efficiency_score.dat",
                        "mutual_matrix.csv",
                        "mutual_matrix_centered.csv",
                        "entropy_weighted.dat",
                        "report.html")
                .filteredOn(name -> name.endsWith(".png") || name.endsWith(".tex"))
                .hasSize(10);
    }

    @Test
    void scatter_and_scores_have_a_row_for_each_caption() {
        assertThat(text("scatter.dat"))
                .isEqualTo("tokens score label\n5 10.250000 P1\n8 20.750000 P2\n5 30.500000 P1\n10 28.000000 P2\n"
                        + "20 25.000000 P1\n10 24.000000 P2\n");
        assertThat(text("scores.dat"))
                .isEqualTo("score control label\n10.250000 12.500000 P1\n20.750000 12.500000 P2\n"
                        + "30.500000 12.500000 P1\n28.000000 12.500000 P2\n25.000000 12.500000 P1\n"
                        + "24.000000 12.500000 P2\n");
    }

    /** From 10 to 30.5 there are 42 bins, of which each score has one of its own. */
    @Test
    void the_histogram_counts_each_prompt_in_bins_of_a_half() {
        Map<Integer, String> occupied = Map.of(20, "1 0", 41, "0 1", 48, "0 1", 50, "1 0", 56, "0 1", 61, "1 0");

        assertThat(text("histogram.dat"))
                .isEqualTo(IntStream.rangeClosed(20, 61)
                        .mapToObj(half -> half / 2
                                + (half % 2 == 0 ? ".000000 " : ".500000 ")
                                + occupied.getOrDefault(half, "0 0")
                                + "\n")
                        .collect(Collectors.joining("", "lower P1 P2\n", "")));
    }

    /** From the best: 30.5, (30.5 + 28) / 2, …; from the worst: 10.25, (10.25 + 20.75) / 2, … */
    @Test
    void the_extremes_are_cumulative_means() {
        assertThat(text("compare.dat"))
                .isEqualTo("rank top_mean bottom_mean\n1 30.500000 10.250000\n2 29.250000 15.500000\n"
                        + "3 27.833333 18.333333\n4 26.875000 20.000000\n5 25.650000 21.600000\n"
                        + "6 23.083333 23.083333\n");
    }

    @Test
    void wins_are_counted_and_prompts_are_harmless_to_tex() {
        assertThat(text("best_prompt.dat"))
                .isEqualTo("Prompt Count label\n{An image of} 2 P1\n"
                        + "{A \\{photo\\} of 100\\% \\textbackslash{}\\$} 1 P2\n");
    }

    /** Of the second prompt two captions of 10 tokens, (28 + 24) / 2. */
    @Test
    void the_mean_score_stands_beside_each_length() {
        assertThat(text("clipscore_3d.dat"))
                .isEqualTo("label tokens mean_score count\nP1 5 20.375000 2\nP1 20 25.000000 1\n"
                        + "P2 8 20.750000 1\nP2 10 26.000000 2\n");
    }

    /**
     * 10.25 / 5, 30.5 / 5 and 25 / 20 have mean 3.1333…; 20.75 / 8, 2.8 and 2.4 have mean 2.597916…; the deviations are
     * those of Python's {@code statistics.stdev}.
     */
    @Test
    void efficiency_is_score_by_token() {
        assertThat(text("efficiency_score.dat"))
                .isEqualTo("label mean std Prompt\nP1 3.133333 2.600160 {An image of}\n"
                        + "P2 2.597917 0.200033 {A \\{photo\\} of 100\\% \\textbackslash{}\\$}\n");
    }

    /** The first prompt owns b and c, the second a. */
    @Test
    void the_matrix_has_a_row_for_the_images_of_each_prompt() {
        assertThat(text("mutual_matrix.csv"))
                .isEqualTo("Prompt,An image of,A {photo} of 100% \\$\n"
                        + "An image of,27.75,26.0\nA {photo} of 100% \\$,10.25,20.75\n");
        assertThat(text("mutual_matrix_centered.csv"))
                .isEqualTo("Prompt,An image of,A {photo} of 100% \\$\n"
                        + "An image of,9.75,8.0\nA {photo} of 100% \\$,-7.75,2.75\n");
        assertThat(text("mutual_matrix.dat").lines().skip(1))
                .containsExactly(
                        "0 0 27.750000 9.750000 2",
                        "1 0 26.000000 8.000000 2",
                        "0 1 10.250000 -7.750000 1",
                        "1 1 20.750000 2.750000 1");
    }

    /** Confidence is 0.75 and lexical entropy 2 of every caption: means 65.75 / 3 and 72.75 / 3, times 0.75 and 2. */
    @Test
    void the_weighted_scores_run_from_0_to_1() {
        assertThat(text("entropy_weighted.dat"))
                .isEqualTo("label score normalized saliency_score saliency_normalized Prompt\n"
                        + "P1 16.437500 0.000000 43.833333 0.000000 {An image of}\n"
                        + "P2 18.187500 1.000000 48.500000 1.000000 {A \\{photo\\} of 100\\% \\textbackslash{}\\$}\n");
    }

    @Test
    void every_picture_is_drawn() throws IOException {
        for (Map.Entry<String, byte[]> file : files(CAPTIONS).entrySet()) {
            if (file.getKey().endsWith(".png")) {
                BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file.getValue()));
                assertThat(picture.getWidth()).as(file.getKey()).isEqualTo(960);
                assertThat(colours(picture)).as(file.getKey()).isGreaterThan(2);
            }
        }
    }

    /** By XChart a heat map without a theme is a blank picture with a number in its middle. */
    @Test
    void the_matrix_fills_its_picture() throws IOException {
        BufferedImage picture =
                ImageIO.read(new ByteArrayInputStream(files(CAPTIONS).get("figure5_compatibility.png")));

        int white = 0xffffffff;
        long inked =
                Arrays.stream(pixels(picture)).filter(pixel -> pixel != white).count();
        assertThat(inked).isGreaterThan(picture.getWidth() * picture.getHeight() / 3L);
    }

    @Test
    void a_single_caption_makes_a_report_without_a_matrix() {
        assertThat(files(List.of(caption("a", 0, FIRST, 10, 5))).keySet())
                .containsExactlyElementsOf(files(CAPTIONS).keySet().stream()
                        .filter(name -> !name.startsWith("figure5"))
                        .toList());
    }

    @Test
    void nothing_that_arrives_is_markup() {
        Caption hostile = caption("a", 0, "<script>alert(1)</script>", 10, 5);
        hostile.setDecoding("\"><img src=x>");

        assertThat(new String(files(List.of(hostile)).get("report.html"), StandardCharsets.UTF_8))
                .contains("&lt;script&gt;")
                .doesNotContain("<script", "<img src=x");
    }

    @Test
    void the_papers_figures_stand_beside_ours_where_the_prompt_is_the_same() {
        assertThat(text("report.html")).containsOnlyOnce("… in the paper").contains("<td>18.104</td>");
    }

    @Test
    void the_order_of_reading_changes_no_byte() {
        List<Caption> shuffled = new ArrayList<>(CAPTIONS);
        Collections.shuffle(shuffled, new Random(3));

        assertThat(files(shuffled)).containsExactlyEntriesOf(files(CAPTIONS));
    }

    private static long colours(BufferedImage picture) {
        return Arrays.stream(pixels(picture)).distinct().count();
    }

    private static int[] pixels(BufferedImage picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }

    private static Caption caption(String imageId, int index, String prompt, double score, int tokens) {
        Caption caption = SampleRecords.caption(imageId, index, prompt, score);
        caption.setTokenCount(tokens);
        return caption;
    }

    private static String text(String name) {
        return new String(files(CAPTIONS).get(name), StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> files(List<Caption> captions) {
        return ReportFiles.of(Results.of(SampleRecords.MODEL, Window.ALL_TIME, captions), 18);
    }
}
