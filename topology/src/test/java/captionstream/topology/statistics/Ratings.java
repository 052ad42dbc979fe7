package captionstream.topology.statistics;

import captionstream.CaptionFeedback;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes ratings for tests. */
public final class Ratings {
    private Ratings() {}

    public static CaptionFeedback rating(String image, int prompt, String rater, double rating, long time) {
        return new CaptionFeedback(
                image, Captions.PROMPTS.get(prompt), Captions.MODEL, rating, rater, Instant.ofEpochMilli(time));
    }

    /** Of captions by a few raters, who change their minds, also within the same millisecond. */
    public static List<CaptionFeedback> random(long seed, int images) {
        Random random = new Random(seed);
        List<CaptionFeedback> ratings = new ArrayList<>();
        for (int i = 0; i < 3 * images; i++) {
            ratings.add(rating(
                    "image-" + random.nextInt(images),
                    random.nextInt(5),
                    "rater-" + random.nextInt(2),
                    Captions.micro(random.nextDouble()),
                    1_000 + random.nextInt(2)));
        }
        return ratings;
    }
}
