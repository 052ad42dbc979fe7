package captionstream.endtoend;

import captionstream.Caption;
import captionstream.FinishReason;
import captionstream.StageTimings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Captions by number, the same for the same number and seed: of two models, images captioned again for the same event
 * or for a new one, prompts missing, and images that come long after their event. Time runs through more than three
 * hours in 8,000 captions, so that windows of every length close, and no image is captioned again after an
 * hour.
 */
record NumberedCaptions(long seed) {
    static final List<String> PROMPTS = List.of("A detailed photo of", "This image shows", "An image of");
    static final List<String> MODELS = List.of("sha256:0123", "sha256:4567");

    private static final Instant BEGIN = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration BETWEEN_IMAGES = Duration.ofSeconds(5);
    private static final int OLDEST_LATE_SECONDS = 9_000;
    private static final int IMAGES_BACK = 300;

    /** One image as it is captioned: all its prompts, one caption after the other. */
    private record Visit(String image, String model, Instant event, Instant made, String source) {}

    /** The first so many, in order. */
    List<Caption> first(int number) {
        return IntStream.range(0, number).mapToObj(this::caption).toList();
    }

    private Caption caption(int number) {
        Visit visit = visit(number / PROMPTS.size());
        Random random = random(2L * number + 1);
        int prompt = random.nextInt(12) == 0 ? random.nextInt(PROMPTS.size()) : number % PROMPTS.size();
        double clip = micro(18 + 5 * random.nextGaussian());
        double confidence = micro(random.nextDouble());
        double lexical = micro(1 + 2 * random.nextDouble());
        Double control = random.nextInt(10) == 0 ? null : Double.valueOf(micro(12 + 3 * random.nextGaussian()));
        return Caption.newBuilder()
                .setImageId(visit.image())
                .setUri("file:/images/" + visit.image() + ".jpg")
                .setImageSha256("00")
                .setPrompt(PROMPTS.get(prompt))
                .setPromptIndex(prompt)
                .setPromptCount(PROMPTS.size())
                .setPromptSet("three v1")
                .setCaption(PROMPTS.get(prompt) + " number " + number + ".")
                .setTokenCount(5 + random.nextInt(31))
                .setGeneratedTokens(4)
                .setTokens(List.of())
                .setFinishReason(FinishReason.sentence)
                .setClipScore(clip)
                .setControlScore(control)
                .setGrounding(control == null ? null : Double.valueOf(micro(clip - control)))
                .setControlImageId(control == null ? null : "another")
                .setMeanTokenEntropy(5.4)
                .setNormalizedEntropy(micro(1 - confidence))
                .setConfidence(confidence)
                .setMeanLogProb(-2.0)
                .setEntropyWeightedScore(micro(clip * confidence))
                .setLexicalEntropy(lexical)
                .setSaliencyWeightedScore(micro(clip * lexical))
                .setModel(visit.model())
                .setDecoding("greedy,max_new_tokens=30")
                .setSourcePrompt(visit.source())
                .setAttributes(Map.of())
                .setEventTime(visit.event())
                .setCaptionTime(visit.made())
                .setTimings(new StageTimings(1.0, 1.0, 1.0, 1.0, 1.0))
                .build();
    }

    private Visit visit(int number) {
        Random random = random(2L * number);
        Instant now = BEGIN.plus(BETWEEN_IMAGES.multipliedBy(number));
        String model = MODELS.get(random.nextInt(MODELS.size()));
        String source = random.nextInt(4) == 0 ? PROMPTS.get(random.nextInt(PROMPTS.size())) : null;
        int earlier = Math.max(0, number - 1 - random.nextInt(IMAGES_BACK));
        return switch (random.nextInt(20)) {
            case 0 -> {
                Instant then = now.minusSeconds(random.nextInt(OLDEST_LATE_SECONDS));
                yield new Visit(image(number), model, then, now.plusSeconds(1), source);
            }
            case 1, 2 -> {
                Instant then = BEGIN.plus(BETWEEN_IMAGES.multipliedBy(earlier));
                yield new Visit(image(earlier), model, then, now.plusSeconds(1), source);
            }
            case 3, 4 -> new Visit(image(earlier), model, now, now.plusSeconds(1), source);
            default -> new Visit(image(number), model, now, now.plusSeconds(1), source);
        };
    }

    private static String image(int number) {
        return "image-%05d".formatted(number);
    }

    /** Well mixed, for neighbouring seeds draw alike. */
    private Random random(long stream) {
        return new Random((seed << 32) + stream * 0x9E3779B97F4A7C15L);
    }

    private static double micro(double value) {
        return Math.rint(value * 1e6) / 1e6;
    }
}
