package captionstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.Caption;
import captionstream.FinishReason;
import captionstream.GeneratedToken;
import captionstream.StageTimings;
import captionstream.TokenAlternative;
import captionstream.schemas.registry.InMemorySchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;

class SelectiveReaderTest {
    private static final String TOPIC = "captions";

    private final AvroSerdes serdes = AvroSerdes.using(new InMemorySchemaRegistry());

    @Test
    void theFieldsAskedForAreReadAndOthersAreNot() {
        byte[] message = serdes.serializer(Caption.class).serialize(TOPIC, caption());

        Caption read = reader("image_id", "clip_score", "control_score", "source_prompt", "caption_time")
                .deserialize(TOPIC, message);

        assertThat(read.getImageId()).isEqualTo("image-1");
        assertThat(read.getClipScore()).isEqualTo(21.5);
        assertThat(read.getControlScore()).isEqualTo(17.25);
        assertThat(read.getSourcePrompt()).isNull();
        assertThat(read.getCaptionTime()).isEqualTo(Instant.ofEpochMilli(1_777_000_000_123L));
        assertThat(read.getTokens()).isNull();
        assertThat(read.getCaption()).isNull();
    }

    @Test
    void aFieldThatIsACollectionMakesItReadAll() {
        byte[] message = serdes.serializer(Caption.class).serialize(TOPIC, caption());

        assertThat(reader("image_id", "tokens").deserialize(TOPIC, message)).isEqualTo(caption());
    }

    @Test
    void tokensAreSteppedOverWithoutBeingRead() {
        byte[] message = serdes.serializer(Caption.class).serialize(TOPIC, caption());
        int lengthOfText = new String(message, StandardCharsets.ISO_8859_1).indexOf("\4 a");
        message[lengthOfText] = 100;

        Caption read = reader("image_id", "clip_score", "caption_time").deserialize(TOPIC, message);

        assertThat(read.getClipScore()).isEqualTo(21.5);
        assertThat(read.getCaptionTime()).isEqualTo(Instant.ofEpochMilli(1_777_000_000_123L));
        assertThatThrownBy(() -> serdes.deserializer(Caption.class).deserialize(TOPIC, message))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void recordsThatEndEarlyOrLateAreRefusedAtWhateverByte() {
        byte[] message = serdes.serializer(Caption.class).serialize(TOPIC, caption());
        Deserializer<Caption> reader = reader("image_id");

        for (int length = 0; length < message.length; length++) {
            byte[] cut = Arrays.copyOf(message, length);
            assertThatThrownBy(() -> reader.deserialize(TOPIC, cut)).isInstanceOf(SerializationException.class);
        }
        assertThatThrownBy(() -> reader.deserialize(TOPIC, Arrays.copyOf(message, message.length + 1)))
                .isInstanceOf(SerializationException.class);
    }

    private Deserializer<Caption> reader(String... fields) {
        return serdes.deserializer(Caption.class, Set.of(fields));
    }

    private static Caption caption() {
        return Caption.newBuilder()
                .setImageId("image-1")
                .setUri("file:/image-1.jpg")
                .setImageSha256("00")
                .setPrompt("An image of")
                .setPromptIndex(3)
                .setPromptCount(5)
                .setPromptSet("paper v1")
                .setCaption("An image of a dog.")
                .setTokenCount(6)
                .setGeneratedTokens(3)
                .setTokens(
                        List.of(new GeneratedToken(1, " a", 0.5, -0.25, List.of(new TokenAlternative(1, " a", -0.25)))))
                .setFinishReason(FinishReason.sentence)
                .setClipScore(21.5)
                .setControlScore(17.25)
                .setMeanTokenEntropy(5.4)
                .setNormalizedEntropy(0.5)
                .setConfidence(0.5)
                .setMeanLogProb(-2)
                .setEntropyWeightedScore(10.75)
                .setLexicalEntropy(2)
                .setSaliencyWeightedScore(43)
                .setModel("sha256:0123")
                .setDecoding("greedy")
                .setAttributes(Map.of("camera", "none"))
                .setEventTime(Instant.ofEpochMilli(1_777_000_000_000L))
                .setCaptionTime(Instant.ofEpochMilli(1_777_000_000_123L))
                .setTimings(new StageTimings(1.0, 2.0, 3.0, 4.0, 5.0))
                .build();
    }
}
