package captionstream.cli.report;

import captionstream.Caption;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.kafka.TopicReader;
import captionstream.cli.kafka.TopicReader.Start;
import captionstream.cli.kafka.TopicRow;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes the files of a run from its captions. */
public final class Report {
    /** The file to open first. */
    public static final String PAGE = "report.html";

    private static final Duration POLL = Duration.ofMillis(500);

    private Report() {}

    /**
     * Reads the topic {@code captions} from its beginning to where it ends now and writes the report of one model.
     *
     * @param model fingerprint; null for the model of the latest caption
     * @param centre subtracted from the means of the compatibility matrix
     * @param read told how many captions have been read
     * @throws CommandFailure where there is nothing to report
     */
    public static Written write(
            KafkaConnection connection,
            AvroSerdes serdes,
            Path folder,
            @Nullable String model,
            double centre,
            LongConsumer read) {
        List<Caption> captions = captions(connection, serdes, read);
        String chosen = model != null
                ? model
                : Results.latestModel(captions)
                        .orElseThrow(() -> CommandFailure.environment(
                                "There are no captions at " + connection.bootstrapServers(), "Publish images first"));
        Results results = Results.of(chosen, captions);
        if (results.captions().isEmpty()) {
            throw CommandFailure.environment("There are no captions by model " + chosen, "");
        }
        Map<String, byte[]> files = ReportFiles.of(results, centre);
        files.forEach((name, content) -> write(folder, name, content));
        return new Written(chosen, results.captions().size(), captions.size(), files.size());
    }

    /**
     * What was written.
     *
     * @param captions rows of results.csv
     * @param read captions in the topic, those of other models and earlier captions of the same image included
     */
    public record Written(String model, int captions, int read, int files) {}

    private static List<Caption> captions(KafkaConnection connection, AvroSerdes serdes, LongConsumer read) {
        List<Caption> captions = new ArrayList<>();
        try (TopicReader<Caption> reader =
                new TopicReader<>(connection, serdes, Topic.CAPTIONS, Caption.class, Start.BEGINNING)) {
            while (!reader.hasCaughtUp()) {
                for (TopicRow<Caption> row : reader.poll(POLL)) {
                    Caption caption = row.value();
                    if (caption != null) {
                        caption.setTokens(List.of());
                        captions.add(caption);
                    }
                }
                read.accept(captions.size());
            }
        }
        return captions;
    }

    private static void write(Path folder, String name, byte[] content) {
        try {
            Files.createDirectories(folder);
            Path unfinished = folder.resolve("." + name + ".part");
            Files.write(unfinished, content);
            Files.move(unfinished, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
