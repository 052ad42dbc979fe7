package captionstream.cli.feedback;

import captionstream.PromptRanking;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.kafka.Cluster;
import captionstream.cli.kafka.TopicReader;
import captionstream.cli.kafka.TopicReader.Start;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The models whose captions have been counted. */
record RankedModels(SortedSet<String> fingerprints) {
    private static final Duration POLL = Duration.ofMillis(200);

    /** @throws CommandFailure when no broker answers, or nothing counts captions there */
    static RankedModels read(KafkaConnection connection, AvroSerdes serdes) {
        Cluster.require(connection, Topic.PROMPT_RANKINGS);
        SortedSet<String> fingerprints = new TreeSet<>();
        try (TopicReader<PromptRanking> reader =
                new TopicReader<>(connection, serdes, Topic.PROMPT_RANKINGS, PromptRanking.class, Start.BEGINNING)) {
            while (!reader.hasCaughtUp()) {
                reader.poll(POLL).stream()
                        .map(row -> row.value())
                        .filter(Objects::nonNull)
                        .forEach(ranking -> fingerprints.add(ranking.getModel()));
            }
        }
        return new RankedModels(fingerprints);
    }

    /**
     * @param beginning of the fingerprint that is meant; null where there can be one only
     * @throws CommandFailure where not exactly one model is meant
     */
    String one(@Nullable String beginning) {
        SortedSet<String> meant = new TreeSet<>(fingerprints);
        meant.removeIf(fingerprint -> beginning != null && !fingerprint.startsWith(beginning));
        if (meant.size() == 1) {
            return meant.first();
        }
        String which = beginning == null ? "" : " whose fingerprint begins with '" + beginning + "'";
        if (fingerprints.isEmpty()) {
            throw CommandFailure.environment("No captions have been counted yet", "Rate them when there are some");
        }
        throw meant.isEmpty()
                ? CommandFailure.usage(
                        "No model" + which + " has captions", "Those that have are " + String.join(", ", fingerprints))
                : CommandFailure.usage(
                        "Captions are by " + meant.size() + " models" + which + ": " + String.join(", ", meant),
                        "Say which with --model");
    }
}
