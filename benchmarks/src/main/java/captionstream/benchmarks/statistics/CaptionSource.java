package captionstream.benchmarks.statistics;

import captionstream.Caption;
import captionstream.FinishReason;
import captionstream.GeneratedToken;
import captionstream.StageTimings;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.intake.PromptSets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Captions such as a worker publishes them, those of one image one after the other, the same for the same number.
 *
 * @param prompts of the paper that each image has
 * @param captionsPerSecond of event time
 */
record CaptionSource(int prompts, int captionsPerSecond) {
    private static final Instant BEGIN = Instant.parse("2026-05-01T12:00:00Z");
    private static final List<String> WORDS = List.of(
            " a",
            " man",
            " riding",
            " dog",
            " on",
            " the",
            " street",
            " red",
            " bus",
            " with",
            " two",
            " people",
            " table",
            " near",
            " snow",
            " cat",
            " sitting",
            " of",
            " kitchen",
            " and");

    /** Returns once all are stored. */
    void publish(KafkaConnection connection, AvroSerdes serdes, int images) {
        Map<String, Object> config = connection.clientConfig();
        config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        String topic = Topic.CAPTIONS.topicName();
        Serializer<Caption> serializer = serdes.serializer(Caption.class);
        try (KafkaProducer<String, Caption> producer =
                new KafkaProducer<>(config, new StringSerializer(), serializer)) {
            for (int image = 0; image < images; image++) {
                for (Caption caption : captions(image)) {
                    producer.send(new ProducerRecord<>(topic, caption.getImageId(), caption));
                }
            }
        }
    }

    private List<Caption> captions(int image) {
        SplittableRandom random = new SplittableRandom(image);
        Instant time = BEGIN.plusMillis(1000L * image * prompts / captionsPerSecond);
        List<Caption> captions = new ArrayList<>(prompts);
        for (int prompt = 0; prompt < prompts; prompt++) {
            captions.add(caption("image-" + image, prompt, time, random));
        }
        return captions;
    }

    private Caption caption(String imageId, int index, Instant time, SplittableRandom random) {
        String prompt = PromptSets.PAPER.getPrompts().get(index);
        List<GeneratedToken> tokens = tokens(8 + random.nextInt(9), random);
        StringBuilder text = new StringBuilder(prompt);
        tokens.forEach(token -> text.append(token.getText()));
        double clip = rounded(18 + 3.5 * random.nextGaussian());
        double control = rounded(15 + 3.5 * random.nextGaussian());
        double confidence = rounded(0.4 + 0.4 * random.nextDouble());
        double lexical = rounded(2 + random.nextDouble());
        return Caption.newBuilder()
                .setImageId(imageId)
                .setUri("https://images.example.org/photographs/2026/" + imageId + ".jpg")
                .setImageSha256("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                .setPrompt(prompt)
                .setPromptIndex(index)
                .setPromptCount(prompts)
                .setPromptSet("paper v1")
                .setCaption(text.toString())
                .setTokenCount(tokens.size() + 4)
                .setGeneratedTokens(tokens.size())
                .setTokens(tokens)
                .setFinishReason(FinishReason.sentence)
                .setClipScore(clip)
                .setControlScore(control)
                .setGrounding(rounded(clip - control))
                .setControlImageId("image-0")
                .setMeanTokenEntropy(rounded(10.8 * (1 - confidence)))
                .setNormalizedEntropy(rounded(1 - confidence))
                .setConfidence(confidence)
                .setMeanLogProb(-2.5)
                .setEntropyWeightedScore(rounded(clip * confidence))
                .setLexicalEntropy(lexical)
                .setSaliencyWeightedScore(rounded(clip * lexical))
                .setModel("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                .setDecoding("greedy,max_new_tokens=30")
                .setEventTime(time)
                .setCaptionTime(time.plusMillis(40 + index))
                .setTimings(new StageTimings(1.5, 2.5, 160.0, 640.0, 80.0))
                .build();
    }

    private static List<GeneratedToken> tokens(int count, SplittableRandom random) {
        List<GeneratedToken> tokens = new ArrayList<>(count);
        for (int step = 0; step < count; step++) {
            int word = random.nextInt(WORDS.size());
            tokens.add(new GeneratedToken(
                    500 + word,
                    WORDS.get(word),
                    rounded(6 * random.nextDouble()),
                    rounded(-6 * random.nextDouble()),
                    List.of()));
        }
        return tokens;
    }

    private static double rounded(double value) {
        return Math.rint(value * 1e6) / 1e6;
    }
}
