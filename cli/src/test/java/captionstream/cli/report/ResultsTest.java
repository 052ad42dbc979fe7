package captionstream.cli.report;

import static captionstream.cli.SampleRecords.caption;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.cli.SampleRecords;
import captionstream.topology.statistics.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final String FURTHER_HEADER =
            ",Control Score,Grounding,Confidence,Entropy Weighted Score,Lexical Entropy,Saliency Weighted Score,"
                    + "Mean Token Entropy,Normalized Entropy,Mean Log Prob,RefCLIP Score,Generated Tokens,"
                    + "Finish Reason,Source Prompt,Prompt Set,Control Image,URI,Image SHA-256,Model,Decoding,"
                    + "Event Time,Caption Time,Prompt Index,Prompt Count\n";

    @Test
    void the_file_of_results_begins_with_the_columns_of_the_paper() {
        Caption caption = caption("cat", 0, "A photo of", 20.5);
        caption.setCaption("A photo of a \"big\", black cat.");

        assertThat(ResultsCsv.of(results(List.of(caption))))
                .isEqualTo("Image,Prompt,Caption,Token Count,CLIP Score" + FURTHER_HEADER
                        + "cat,A photo of,\"A photo of a \"\"big\"\", black cat.\",7,20.5,"
                        + "12.5,8.0,0.75,15.375,2.0,41.0,1.5,0.25,-1.25,,3,sentence,,paper-1,other,"
                        + "file:///images/cat.png,00ff,sha256:aa,\"greedy,max_new_tokens=30\","
                        + "2026-01-01T00:00:00Z,2026-01-01T00:00:01Z,0,2\n");
    }

    @Test
    void no_cell_is_a_formula_while_numbers_stay_numbers() {
        Caption caption = caption("=cmd|' /C calc'!A0", 0, "@SUM(A1)", -3.5);
        caption.setCaption("+1 cat");

        assertThat(ResultsCsv.of(results(List.of(caption))).lines().skip(1).findFirst())
                .hasValueSatisfying(row -> assertThat(row).startsWith("'=cmd|' /C calc'!A0,'@SUM(A1),'+1 cat,7,-3.5,"));
    }

    @Test
    void no_text_is_a_formula_whoever_wrote_the_record() {
        Caption caption = caption("cat", 0, "A photo of", 1);
        caption.setImageSha256("=1");
        caption.setModel("=2");
        caption.setDecoding("=3");

        assertThat(ResultsCsv.of(new Results("=2", Window.ALL_TIME, List.of(caption))))
                .contains(",'=1,'=2,'=3,");
    }

    /** Means and deviations by hand: 1, 2, 4 have mean 7/3 and variance ((4/3)² + (1/3)² + (5/3)²) / 2 = 7/3. */
    @Test
    void the_summary_has_mean_sample_deviation_and_count_in_the_order_of_the_prompts() {
        List<Caption> captions = List.of(
                caption("a", 1, "A photo of", 1),
                caption("b", 1, "A photo of", 2),
                caption("c", 1, "A photo of", 4),
                caption("c", 0, "This shows", 17.25));

        assertThat(summary(captions))
                .isEqualTo("Prompt,MeanScore,StdDev,Count\n"
                        + "This shows,17.25,,1\n"
                        + "A photo of,2.3333333333333335,1.5275252316519468,3\n");
    }

    @Test
    void the_files_do_not_depend_on_the_order_in_which_captions_were_read() {
        List<Caption> captions = new ArrayList<>();
        for (int image = 0; image < 20; image++) {
            captions.add(caption("image-" + image, 0, "A photo of", 17.1 + image * 0.123457));
            captions.add(caption("image-" + image, 1, "This shows", 16.9 + image * 0.654321));
        }
        Results inOrder = results(captions);
        List<Caption> shuffled = new ArrayList<>(captions);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(ResultsCsv.of(results(shuffled))).isEqualTo(ResultsCsv.of(inOrder));
        assertThat(summary(shuffled)).isEqualTo(summary(captions));
    }

    @Test
    void a_later_caption_replaces_an_earlier_one_of_the_same_image_and_prompt() {
        Caption earlier = caption("cat", 0, "A photo of", 10);
        Caption later = caption("cat", 0, "A photo of", 20);
        later.setCaptionTime(Instant.parse("2026-01-02T00:00:00Z"));

        assertThat(results(List.of(later, earlier)).captions()).containsExactly(later);
    }

    @Test
    void of_captions_of_one_millisecond_the_one_counts_that_the_statistics_count() {
        Caption longer = caption("a", 0, "A photo of", 1);
        longer.setTokenCount(9);
        longer.setCaption("A photo of a cat");
        Caption shorter = caption("a", 0, "A photo of", 2);
        shorter.setTokenCount(8);
        shorter.setCaption("A photo of a dog");

        assertThat(summary(List.of(longer, shorter))).contains("A photo of,1.0,,1");
        assertThat(summary(List.of(shorter, longer))).contains("A photo of,1.0,,1");
    }

    @Test
    void one_report_is_of_one_model() {
        Caption old = caption("cat", 0, "A photo of", 10);
        Caption recent = caption("cat", 0, "A photo of", 20);
        recent.setModel("sha256:bb");
        recent.setCaptionTime(Instant.parse("2026-01-02T00:00:00Z"));

        assertThat(Results.latestModel(List.of(recent, old))).hasValue("sha256:bb");
        assertThat(results(List.of(recent, old)).captions()).containsExactly(old);
    }

    private static String summary(List<Caption> captions) {
        return PromptSummaryCsv.of(RunStatistics.of(results(captions), 18).prompts());
    }

    private static Results results(List<Caption> captions) {
        return Results.of(SampleRecords.MODEL, Window.ALL_TIME, captions);
    }
}
