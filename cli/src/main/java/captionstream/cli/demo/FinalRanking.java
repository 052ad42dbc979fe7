package captionstream.cli.demo;

import captionstream.PromptRanking;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.kafka.TopicReader;
import captionstream.cli.kafka.TopicReader.Start;
import captionstream.cli.kafka.TopicRow;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The ranking over all time by the entropy-weighted score, once the statistics have counted every image. */
final class FinalRanking {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String WEIGHTING = "confidence";

    private FinalRanking() {}

    /**
     * @param images complete images that the ranking must cover
     * @throws CommandFailure where it does not come to cover them in time
     */
    static PromptRanking await(
            KafkaConnection connection, AvroSerdes serdes, String model, long images, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        PromptRanking latest = null;
        try (TopicReader<PromptRanking> reader =
                new TopicReader<>(connection, serdes, Topic.PROMPT_RANKINGS, PromptRanking.class, Start.BEGINNING)) {
            while (System.nanoTime() < deadline) {
                for (TopicRow<PromptRanking> row : reader.poll(POLL)) {
                    latest = isWanted(row.value(), model) ? row.value() : latest;
                }
                if (latest != null && reader.hasCaughtUp() && latest.getCompleteImages() >= images) {
                    return latest;
                }
            }
        }
        throw CommandFailure.failed(
                "The statistics cover " + (latest == null ? 0 : latest.getCompleteImages()) + " of " + images
                        + " images after waiting " + patience.toSeconds() + " s",
                "Run it again on the same data directory to continue");
    }

    private static boolean isWanted(@Nullable PromptRanking ranking, String model) {
        return ranking != null
                && ranking.getWindow() == null
                && ranking.getModel().equals(model)
                && ranking.getWeighting().equals(WEIGHTING);
    }
}
