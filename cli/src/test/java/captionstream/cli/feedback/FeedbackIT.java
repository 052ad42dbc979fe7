package captionstream.cli.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import captionstream.CaptionFeedback;
import captionstream.PromptRanking;
import captionstream.cli.PlantedPipeline;
import captionstream.cli.console.CapturedTerminal;
import captionstream.cli.console.ExitCode;
import captionstream.cli.kafka.TopicReader;
import captionstream.cli.kafka.TopicReader.Start;
import captionstream.schemas.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedbackIT {
    @TempDir
    Path directory;

    private final CapturedTerminal terminal = new CapturedTerminal();
    private PlantedPipeline pipeline;

    @BeforeEach
    void start() {
        pipeline = new PlantedPipeline(directory.resolve("kafka"));
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void a_rating_is_of_the_only_model_that_has_captions() {
        rank("sha256:aa");

        assertThat(feedback("--image", "cat", "--prompt", "An image of", "--rating", "0.8", "--rater", "ada"))
                .as(terminal.err())
                .isEqualTo(ExitCode.OK);

        assertThat(terminal.out().lines()).containsExactly("published 1");
        assertThat(published())
                .extracting(
                        CaptionFeedback::getImageId,
                        CaptionFeedback::getPrompt,
                        CaptionFeedback::getModel,
                        CaptionFeedback::getRating,
                        CaptionFeedback::getRater)
                .containsExactly(tuple("cat", "An image of", "sha256:aa", 0.8, "ada"));
    }

    @Test
    void of_several_models_one_is_named_by_how_its_fingerprint_begins() {
        rank("sha256:aa");
        rank("sha256:bb");

        assertThat(rate("0.5")).isEqualTo(ExitCode.USAGE);
        assertThat(rate("0.5", "--model", "sha256:c")).isEqualTo(ExitCode.USAGE);
        assertThat(rate("0.5", "--model", "sha256:b")).isEqualTo(ExitCode.OK);

        assertThat(complaints())
                .containsExactly(
                        "captionstream: Captions are by 2 models: sha256:aa, sha256:bb. Say which with --model",
                        "captionstream: No model whose fingerprint begins with 'sha256:c' has captions."
                                + " Those that have are sha256:aa, sha256:bb");
        assertThat(published()).extracting(CaptionFeedback::getModel).containsExactly("sha256:bb");
    }

    @Test
    void without_captions_there_is_nothing_to_rate() {
        assertThat(rate("0.5")).isEqualTo(ExitCode.ENVIRONMENT);

        assertThat(complaints())
                .containsExactly("captionstream: No captions have been counted yet. Rate them when there are some");
    }

    @Test
    void what_cannot_be_counted_is_not_published() throws Exception {
        rank("sha256:aa");
        Path file = Files.writeString(directory.resolve("ratings.csv"), """
                image,prompt,rating,rater,time
                cat,An image of,0.25,bob,2026-05-01T12:00:00Z
                cat,An image of,1.5,bob,
                cat,An image of,good,bob,
                ,An image of,1,bob,
                cat,An image of,1,bob,yesterday
                dog,An image of,1,,
                """);

        assertThat(rate("NaN")).isEqualTo(ExitCode.USAGE);
        assertThat(feedback("--csv", file.toString(), "--rater", "ada")).isEqualTo(ExitCode.FAILED);

        assertThat(terminal.out().lines()).containsExactly("published 2, left out 4");
        assertThat(complaints())
                .containsExactly(
                        "captionstream: This cannot be counted: a rating of NaN is not between 0 and 1",
                        "left out: " + file + ", row 2: a rating of 1.5 is not between 0 and 1",
                        "left out: " + file + ", row 3: rating is 'good': write a number from 0 to 1",
                        "left out: " + file
                                + ", row 4: the image id is blank, over 256 characters or has control characters",
                        "left out: " + file + ", row 5: time is 'yesterday': write it as 2026-01-31T12:00:00Z");
        assertThat(published())
                .extracting(CaptionFeedback::getImageId, CaptionFeedback::getRater)
                .containsExactly(tuple("cat", "bob"), tuple("dog", "ada"));
        assertThat(published().get(0).getTime()).isEqualTo(Instant.parse("2026-05-01T12:00:00Z"));
    }

    private Stream<String> complaints() {
        return terminal.err().lines().filter(line -> !line.startsWith("published "));
    }

    private int rate(String rating, String... options) {
        return feedback(Stream.concat(
                        Stream.of("--image", "cat", "--prompt", "An image of", "--rating", rating), Stream.of(options))
                .toArray(String[]::new));
    }

    private int feedback(String... arguments) {
        return pipeline.execute(
                terminal,
                Stream.concat(Stream.of("feedback"), Stream.of(arguments)).toArray(String[]::new));
    }

    private void rank(String model) {
        PromptRanking ranking = PromptRanking.newBuilder()
                .setModel(model)
                .setWeighting("raw")
                .setEntries(List.of())
                .setImages(1)
                .setCompleteImages(1)
                .setAsOf(Instant.EPOCH)
                .build();
        pipeline.send(pipeline.record(Topic.PROMPT_RANKINGS, model + "|all|raw", ranking));
    }

    private List<CaptionFeedback> published() {
        List<CaptionFeedback> published = new ArrayList<>();
        try (TopicReader<CaptionFeedback> reader = new TopicReader<>(
                pipeline.connection(),
                pipeline.serdes(),
                Topic.CAPTION_FEEDBACK,
                CaptionFeedback.class,
                Start.BEGINNING)) {
            while (!reader.hasCaughtUp()) {
                reader.poll(Duration.ofMillis(200)).forEach(row -> published.add(row.value()));
            }
        }
        return published;
    }
}
