package captionstream.cli;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.FinishReason;
import captionstream.GeneratedToken;
import captionstream.StageTimings;
import captionstream.schemas.Topic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Valid records to vary. */
public final class SampleRecords {
    public static final String MODEL = "sha256:aa";

    private SampleRecords() {}

    public static Caption caption(String imageId, int promptIndex, String prompt, double clipScore) {
        return Caption.newBuilder()
                .setImageId(imageId)
                .setUri("file:///images/" + imageId + ".png")
                .setImageSha256("00ff")
                .setPrompt(prompt)
                .setPromptIndex(promptIndex)
                .setPromptCount(2)
                .setPromptSet("paper-1")
                .setCaption(prompt + " a cat.")
                .setTokenCount(7)
                .setGeneratedTokens(3)
                .setTokens(List.of(new GeneratedToken(5, " cat", 0.5, -0.25, List.of())))
                .setFinishReason(FinishReason.sentence)
                .setClipScore(clipScore)
                .setControlScore(12.5)
                .setGrounding(clipScore - 12.5)
                .setControlImageId("other")
                .setMeanTokenEntropy(1.5)
                .setNormalizedEntropy(0.25)
                .setConfidence(0.75)
                .setMeanLogProb(-1.25)
                .setEntropyWeightedScore(clipScore * 0.75)
                .setLexicalEntropy(2.0)
                .setSaliencyWeightedScore(clipScore * 2)
                .setModel(MODEL)
                .setDecoding("greedy,max_new_tokens=30")
                .setEventTime(Instant.parse("2026-01-01T00:00:00Z"))
                .setCaptionTime(Instant.parse("2026-01-01T00:00:01Z"))
                .setTimings(new StageTimings(1.0, 2.0, 3.0, 4.0, 5.0))
                .build();
    }

    public static CaptionRequest request(String imageId, List<String> prompts) {
        return CaptionRequest.newBuilder()
                .setImageId(imageId)
                .setUri("file:///images/" + imageId + ".png")
                .setPrompts(prompts)
                .setPromptSet("paper-1")
                .setEventTime(Instant.parse("2026-01-01T00:00:00Z"))
                .build();
    }

    public static DeadLetter deadLetter(Topic topic, int partition, long offset, @Nullable String imageId) {
        return DeadLetter.newBuilder()
                .setImageId(imageId)
                .setTopic(topic.topicName())
                .setPartition(partition)
                .setOffset(offset)
                .setStage("fetch")
                .setReason("image_not_found")
                .setMessage("There is nothing at the URI")
                .setTime(Instant.parse("2026-01-01T00:00:02Z"))
                .build();
    }
}
