package captionstream.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.Caption;
import captionstream.FinishReason;
import captionstream.cli.SampleRecords;
import captionstream.cli.console.CapturedTerminal;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ExitCode;
import captionstream.topology.statistics.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ResultsFileTest {
    private static final String[] PROMPTS = {"A photo of", "=SUM(A1)", " This, \"shows\""};

    @TempDir
    private Path directory;

    @Test
    void a_report_from_the_results_of_a_report_is_the_same_byte_for_byte() throws IOException {
        Map<String, byte[]> fromTopic = files(captions());
        Path csv = Files.write(directory.resolve("results.csv"), fromTopic.get("results.csv"));

        List<Caption> read = new ArrayList<>(new ResultsFile(csv).captions(count -> {}));
        Collections.shuffle(read, new Random(5));

        assertThat(files(read)).containsExactlyEntriesOf(fromTopic);
    }

    /** One in three images lacks a caption, so that it has no winner; an incomplete image must not become complete. */
    @Test
    void what_the_first_report_knew_of_incomplete_images_and_ties_the_second_knows_too() throws IOException {
        String wins = new String(files(captions()).get("best_prompt.dat"), StandardCharsets.UTF_8);

        assertThat(wins.lines()
                        .skip(1)
                        .mapToInt(line -> Integer.parseInt(line.replaceAll(".* (\\d+) P\\d", "$1")))
                        .sum())
                .isEqualTo(20);
    }

    @Test
    void no_broker_is_needed() throws IOException {
        Path csv =
                Files.write(directory.resolve("results.csv"), files(captions()).get("results.csv"));
        CapturedTerminal terminal = new CapturedTerminal();

        int exitCode = new CommandLine(new ReportCommand(terminal.plain()))
                .execute(
                        "--from",
                        csv.toString(),
                        "--out",
                        directory.resolve("again").toString());

        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(directory.resolve("again/results.csv")).hasSameBinaryContentAs(csv);
        assertThat(terminal.out()).startsWith("wrote 80 captions of model sha256:aa to ");
    }

    @ParameterizedTest
    @CsvSource({
        "Token Count,many,a whole number",
        "Token Count,7.0,a whole number",
        "Token Count,99999999999,a whole number",
        "CLIP Score,,a number",
        "CLIP Score,'=1+1',a number",
        "Confidence,NaN,a finite number",
        "Control Score,1e999,a finite number",
        "Finish Reason,bored,a finish reason",
        "Caption Time,yesterday,a time",
        "Event Time,'',a time",
        "Image,'',text",
        "Prompt Index,-,a whole number"
    })
    void a_cell_that_is_not_what_its_column_holds_is_named_by_row_and_column(
            String column, String cell, String expected) throws IOException {
        String hostile = cell == null ? "" : cell;
        Path csv = table(column, hostile);

        assertThatThrownBy(() -> new ResultsFile(csv).captions(count -> {}))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("row 2: column '" + column + "' is '" + hostile + "' and should be " + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Prompt Index,2,prompt 2 of 2 is impossible",
        "Token Count,0,a token count of 0 is impossible",
        "CLIP Score,10001,a score is not a number between",
        "Image,a\u0007b,the image id is blank",
        "Caption Time,1969-01-01T00:00:00Z,before 1970",
        "Caption Time,+12345-01-01T00:00:00Z,after the year 9999"
    })
    void a_row_that_no_topic_would_count_is_refused(String column, String cell, String problem) throws IOException {
        Path csv = table(column, cell);

        assertThatThrownBy(() -> new ResultsFile(csv).captions(count -> {}))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("row 2: ")
                .hasMessageContaining(problem);
    }

    @Test
    void a_row_that_is_cut_off_and_a_table_without_a_column_are_refused() throws IOException {
        String csv = ResultsCsv.of(results(captions()));
        Path cut = Files.writeString(directory.resolve("cut.csv"), csv.substring(0, csv.length() - 40));
        Path other = Files.writeString(directory.resolve("other.csv"), "Image,Prompt,Caption,Token Count,CLIP Score\n");
        Path binary = Files.write(directory.resolve("binary.csv"), new byte[] {(byte) 0xff, 0, 1});

        assertThatThrownBy(() -> new ResultsFile(cut).captions(count -> {})).hasMessageContaining("row 80: ");
        assertThatThrownBy(() -> new ResultsFile(other).captions(count -> {}))
                .hasMessageContaining("no column 'Control Score'");
        assertThatThrownBy(() -> new ResultsFile(binary).captions(count -> {}))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("not a CSV file");
    }

    /** Two rows, of which the second has the cell in the column. */
    private Path table(String column, String cell) throws IOException {
        Caption caption = SampleRecords.caption("cat", 0, "A photo of", 20);
        String[] lines = ResultsCsv.of(results(List.of(caption))).split("\n");
        String quoted = lines[1].replace("\"greedy,max_new_tokens=30\"", "greedy");
        String[] cells = quoted.split(",", -1);
        cells[ResultsCsv.columns().indexOf(column)] = cell;
        return Files.writeString(
                directory.resolve("results.csv"), lines[0] + "\n" + quoted + "\n" + String.join(",", cells) + "\n");
    }

    /** Thirty images with hostile text, no source prompt here and one there; every third lacks its last caption. */
    private static List<Caption> captions() {
        List<Caption> captions = new ArrayList<>();
        Random random = new Random(11);
        for (int image = 0; image < 30; image++) {
            for (int prompt = 0; prompt < (image % 3 == 0 ? 2 : 3); prompt++) {
                Caption caption = SampleRecords.caption(
                        "'@image \"" + image, prompt, PROMPTS[prompt], Math.round(random.nextDouble() * 40e6) / 1e6);
                caption.setPromptCount(3);
                caption.setCaption(PROMPTS[prompt] + " two\nlines, \u001b[2J and an \"end\" ");
                caption.setTokenCount(5 + random.nextInt(30));
                caption.setSourcePrompt(image % 4 == 0 ? "+from" : null);
                caption.setControlScore(image % 5 == 0 ? null : 0.1 + random.nextInt(20));
                caption.setGrounding(image % 5 == 0 ? null : -1e-6);
                caption.setRefClipScore(image % 2 == 0 ? null : 61.25);
                caption.setFinishReason(FinishReason.values()[image % 3]);
                caption.setConfidence(Math.round(random.nextDouble() * 1e6) / 1e6);
                caption.setEventTime(Instant.ofEpochMilli(1_767_225_600_000L + image));
                captions.add(caption);
            }
        }
        return captions;
    }

    private static Map<String, byte[]> files(List<Caption> captions) {
        return ReportFiles.of(results(captions), 18);
    }

    private static Results results(List<Caption> captions) {
        return Results.of(SampleRecords.MODEL, Window.ALL_TIME, captions);
    }
}
