package captionstream.dashboard;

import captionstream.Caption;
import captionstream.CaptionExtremes;
import captionstream.CompatibilityCell;
import captionstream.DeadLetter;
import captionstream.ExtremeCaption;
import captionstream.FinishReason;
import captionstream.GeneratedToken;
import captionstream.ImageEvent;
import captionstream.Moments;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptSet;
import captionstream.PromptStatistics;
import captionstream.RankedPrompt;
import captionstream.ScoreHistogram;
import captionstream.StageTimings;
import captionstream.dashboard.replay.ReplayResult;
import captionstream.dashboard.thumbnail.Thumbnails;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records with everything filled in; tests change what they are about. */
public final class Samples {
    public static final String MODEL = "sha256:9f2c4be07a515d38c0de";

    public static final PromptSet PROMPTS =
            new PromptSet("paper", 1, List.of("An image of", "This image shows"), Instant.EPOCH);

    /** Without pictures; every upload is a PNG, and nothing is replayed. */
    public static final Surroundings SURROUNDINGS =
            new Surroundings(Thumbnails.none(), bytes -> "png", letters -> new ReplayResult(0, Map.of()), PROMPTS);

    private Samples() {}

    public static ImageEvent event(String id, Instant time) {
        return ImageEvent.newBuilder()
                .setId(id)
                .setUri("file:///images/" + id)
                .setTime(time)
                .build();
    }

    public static Caption.Builder caption(String imageId, int promptIndex, double clipScore, Instant eventTime) {
        String prompt = "An image of";
        return Caption.newBuilder()
                .setImageId(imageId)
                .setUri("file:///images/" + imageId)
                .setImageSha256("ab".repeat(32))
                .setPrompt(prompt)
                .setPromptIndex(promptIndex)
                .setPromptCount(2)
                .setPromptSet("default:1")
                .setCaption(prompt + " a red apple.")
                .setTokens(List.of(token(" a", 0.4), token(" red", 2.1), token(" apple", 1.2), token(".", 0.3)))
                .setTokenCount(7)
                .setGeneratedTokens(4)
                .setFinishReason(FinishReason.sentence)
                .setClipScore(clipScore)
                .setControlScore(18.5)
                .setGrounding(clipScore - 18.5)
                .setMeanTokenEntropy(1.0)
                .setNormalizedEntropy(0.1)
                .setConfidence(0.9)
                .setMeanLogProb(-0.5)
                .setEntropyWeightedScore(clipScore * 0.9)
                .setLexicalEntropy(2.5)
                .setSaliencyWeightedScore(clipScore * 2.5)
                .setModel(MODEL)
                .setDecoding("greedy,max_new_tokens=30")
                .setEventTime(eventTime)
                .setCaptionTime(eventTime.plusSeconds(2))
                .setTimings(new StageTimings(1.0, 2.0, 3.0, 4.0, 5.0));
    }

    public static GeneratedToken token(String text, double entropy) {
        return new GeneratedToken(1, text, entropy, -entropy, List.of());
    }

    public static DeadLetter deadLetter(@Nullable String imageId, String reason, String message, Instant time) {
        return DeadLetter.newBuilder()
                .setImageId(imageId)
                .setTopic("caption-requests")
                .setPartition(1)
                .setOffset(42)
                .setStage("fetch")
                .setReason(reason)
                .setMessage(message)
                .setTime(time)
                .build();
    }

    public static Moments moments(long count, double mean, double stdDev) {
        double half = 1.96 * stdDev / Math.sqrt(count);
        return new Moments(count, mean, stdDev, mean - 3 * stdDev, mean + 3 * stdDev, mean - half, mean + half);
    }

    public static PromptRanking ranking(String weighting, List<RankedPrompt> entries, Instant asOf) {
        long images = entries.isEmpty() ? 0 : entries.get(0).getScore().getCount();
        return new PromptRanking(MODEL, null, null, null, weighting, entries, images, images, asOf);
    }

    public static PromptCompatibility compatibility(String row, List<CompatibilityCell> cells) {
        return new PromptCompatibility(MODEL, null, null, null, row, 18.0, cells, Instant.EPOCH);
    }

    public static CaptionExtremes extremes(String end, List<ExtremeCaption> entries) {
        return new CaptionExtremes(MODEL, null, null, null, end, entries, Instant.EPOCH);
    }

    public static PromptStatistics statistics(String prompt, int index, ScoreHistogram histogram, Moments clip) {
        Moments other = moments(clip.getCount(), 1, 0.1);
        return PromptStatistics.newBuilder()
                .setModel(MODEL)
                .setPrompt(prompt)
                .setPromptIndex(index)
                .setPromptSet("default:1")
                .setWins(clip.getCount() / 5)
                .setClipScore(clip)
                .setControlScore(moments(clip.getCount(), 18.2, 2.2))
                .setTokenCount(other)
                .setConfidence(other)
                .setEntropyWeightedScore(other)
                .setSaliencyWeightedScore(other)
                .setEfficiency(other)
                .setHistogram(histogram)
                .setQuantiles(List.of())
                .setAgainst(List.of())
                .setAsOf(Instant.EPOCH)
                .build();
    }
}
