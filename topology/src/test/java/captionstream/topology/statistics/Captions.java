package captionstream.topology.statistics;

import captionstream.Caption;
import captionstream.FinishReason;
import captionstream.StageTimings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes captions for tests. */
public final class Captions {
    public static final String MODEL = "sha256:0123";
    public static final List<String> PROMPTS = List.of(
            "A detailed photo of", "This image shows", "A realistic image of", "An image of", "A picture that depicts");

    private Captions() {}

    public static Caption caption(String image, int prompt, double clipScore) {
        return caption(image, prompt, clipScore, 1_000);
    }

    public static Caption caption(String image, int prompt, double clipScore, long time) {
        return new Caption(
                image,
                "file:/images/" + image + ".jpg",
                "00",
                PROMPTS.get(prompt),
                prompt,
                PROMPTS.size(),
                "paper v1",
                PROMPTS.get(prompt) + " something in " + image,
                10 + prompt,
                6,
                List.of(),
                FinishReason.sentence,
                clipScore,
                null,
                null,
                null,
                5.4,
                0.5,
                0.5,
                -2.0,
                micro(clipScore * 0.5),
                2.0,
                micro(clipScore * 2.0),
                null,
                MODEL,
                "greedy,max_new_tokens=30",
                null,
                Map.of(),
                Instant.ofEpochMilli(500),
                Instant.ofEpochMilli(time),
                new StageTimings(1.0, 1.0, 1.0, 1.0, 1.0));
    }

    public static double micro(double value) {
        return Math.rint(value * 1e6) / 1e6;
    }

    /**
     * Captions of many images: some prompts missing, some captioned again (also within the same millisecond), some
     * under a second prompt set, some generated from a prompt, scores often equal.
     */
    public static List<Caption> random(long seed, int images) {
        Random random = new Random(seed);
        List<Caption> captions = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            String source = random.nextInt(4) == 0 ? PROMPTS.get(random.nextInt(5)) : null;
            for (int prompt = 0; prompt < 5; prompt++) {
                int times = random.nextInt(10) == 0 ? 0 : random.nextInt(5) == 0 ? 2 + random.nextInt(2) : 1;
                for (int again = 0; again < times; again++) {
                    captions.add(randomCaption(random, "image-" + i, prompt, source));
                }
            }
        }
        return captions;
    }

    private static Caption randomCaption(Random random, String image, int prompt, String source) {
        double clip = micro(random.nextInt(3) == 0 ? 10 + random.nextInt(10) : 17 + 4 * random.nextGaussian());
        Caption caption = caption(image, prompt, clip, 1_000 + random.nextInt(3));
        caption.setSourcePrompt(source);
        caption.setTokenCount(5 + random.nextInt(31));
        caption.setConfidence(micro(random.nextDouble()));
        caption.setEntropyWeightedScore(micro(clip * caption.getConfidence()));
        caption.setControlScore(random.nextInt(10) == 0 ? null : Double.valueOf(micro(random.nextGaussian() * 5)));
        if (random.nextInt(8) == 0) {
            caption.setPromptSet("short v2");
            caption.setPromptCount(2);
            caption.setPromptIndex(1 - prompt % 2);
        }
        return caption;
    }
}
