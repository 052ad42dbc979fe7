package captionstream.cli.feedback;

import captionstream.CaptionFeedback;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.LeftOut;
import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import captionstream.cli.kafka.Cluster;
import captionstream.cli.kafka.ConnectionOptions;
import captionstream.cli.publish.TopicPublisher;
import captionstream.cli.source.CsvFeedback;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.statistics.FeedbackRules;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "feedback",
        description = "Rate captions; 'watch feedback' shows how far the scores agree.",
        footer = {
            "",
            "A rater who rates the same image, prompt and model again replaces the earlier rating.",
            "",
            "CSV columns: image, prompt and rating (required); rater, model, time (ISO 8601).",
            "",
            "Examples:",
            "  captionstream feedback --image demo/cat --prompt 'An image of' --rating 0.8 --rater ada",
            "  captionstream feedback --csv ratings.csv"
        })
public final class FeedbackCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(
            names = "--rater",
            paramLabel = "NAME",
            description = "Who rates, where the file does not say (default: the user's name).")
    private String rater = System.getProperty("user.name", "");

    @Option(
            names = {"--model", "--model-fingerprint"},
            paramLabel = "FINGERPRINT",
            description = "Whose captions, where the file does not say: the fingerprint or how it begins (default: the"
                    + " only model that has captions).")
    private @Nullable String model;

    static final class What {
        @ArgGroup(exclusive = false)
        private @Nullable Caption caption;

        @Option(names = "--csv", paramLabel = "FILE", description = "CSV file of ratings, with a header row.")
        private @Nullable Path csv;
    }

    static final class Caption {
        @Option(names = "--image", required = true, paramLabel = "ID", description = "Id of the image.")
        private String image = "";

        @Option(names = "--prompt", required = true, paramLabel = "PROMPT", description = "Prompt of the caption.")
        private String prompt = "";

        @Option(names = "--rating", required = true, paramLabel = "R", description = "From 0, useless, to 1, perfect.")
        private double rating;
    }

    public FeedbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        KafkaConnection connection = connectionOptions.connection();
        AvroSerdes serdes = AvroSerdes.using(connection);
        Cluster.require(connection, Topic.CAPTION_FEEDBACK);
        String ofModel = RankedModels.read(connection, serdes).one(model);
        LeftOut leftOut = new LeftOut(terminal);
        try (TopicPublisher<CaptionFeedback> publisher = TopicPublisher.feedback(connection, serdes);
                Progress progress = new Progress(terminal, "published");
                Stream<CaptionFeedback> ratings = ratings(ofModel, leftOut)) {
            return publisher.publish(ratings, OptionalLong.empty(), progress).report(leftOut.count(), terminal);
        }
    }

    private Stream<CaptionFeedback> ratings(String ofModel, LeftOut leftOut) {
        Caption caption = what.caption;
        if (caption == null) {
            return CsvFeedback.read(what.csv, ofModel, rater, leftOut);
        }
        CaptionFeedback rating =
                new CaptionFeedback(caption.image, caption.prompt, ofModel, caption.rating, rater, Instant.now());
        String violation = FeedbackRules.violation(rating);
        if (violation != null) {
            throw CommandFailure.usage("This cannot be counted: " + violation, "");
        }
        return Stream.of(rating);
    }
}
