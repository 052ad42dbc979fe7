package captionstream.topology.statistics;

import captionstream.Caption;
import java.util.ArrayList;
import java.util.List;

/**
 * The run that Liu Xiangyi, "Implementation and Analysis of Image Captioning via CLIP-GPT2 Integration" (2025),
 * reports, and captions that have its figures: a prompt scores high on the images that it won and low on the others, the
 * two scores being those that give the published mean and deviation.
 */
public final class PublishedRun {
    public static final int IMAGES = 1064;

    /** In the paper's order. */
    public static final List<Prompt> PROMPTS = List.of(
            new Prompt(17.762502, 3.649015, 202, 44.85071058593306, 0.29566, -0.24),
            new Prompt(17.784936, 3.593017, 208, 44.22728738136389, 0, -0.22),
            new Prompt(18.204578, 2.989696, 185, 46.3131478216028, 0.98922, 0.20),
            new Prompt(18.104050, 3.629508, 244, 46.335884660799465, 1, 0.10),
            new Prompt(18.355956, 3.232886, 225, 46.24355828026567, 0.95621, 0.36));

    /**
     * What is published of one prompt.
     *
     * @param weighted mean entropy-weighted score of the notebook, which only the saliency weighting can have given
     * @param normalized the same, figure 6
     * @param centred figure 5
     */
    public record Prompt(double mean, double deviation, int wins, double weighted, double normalized, double centred) {
        /** In millionths: high as often as the prompt wins, low otherwise; one low score takes what rounding left. */
        long score(int lostBefore, boolean won) {
            double lost = IMAGES - wins;
            double step = deviation * Math.sqrt(IMAGES * (IMAGES - 1.0) / (wins * lost));
            long low = Math.round((mean - wins * step / IMAGES) * 1e6);
            long high = Math.round((mean + lost * step / IMAGES) * 1e6);
            long rest = Math.round(mean * 1e6) * IMAGES - wins * high - (IMAGES - wins) * low;
            if (won) {
                return high;
            }
            return lostBefore == 0 ? low + rest : low;
        }

        /** In millionths: the mean as nearly as a sum of millionths can have it. */
        long weighted(int image) {
            long sum = Math.round(weighted * 1e6 * IMAGES);
            return sum / IMAGES + (image < sum % IMAGES ? 1 : 0);
        }
    }

    private PublishedRun() {}

    /** All images are said to come from one prompt, for the published matrix has the same in every row. */
    public static List<Caption> captions() {
        List<Caption> captions = new ArrayList<>();
        int firstWon = 0;
        for (int prompt = 0; prompt < PROMPTS.size(); prompt++) {
            int wonUpTo = firstWon + PROMPTS.get(prompt).wins();
            int lost = 0;
            for (int image = 0; image < IMAGES; image++) {
                boolean won = image >= firstWon && image < wonUpTo;
                captions.add(caption(image, prompt, PROMPTS.get(prompt).score(lost, won)));
                lost += won ? 0 : 1;
            }
            firstWon = wonUpTo;
        }
        return captions;
    }

    private static Caption caption(int image, int prompt, long score) {
        Caption caption = Captions.caption("image-" + image, prompt, score / 1e6);
        caption.setSaliencyWeightedScore(PROMPTS.get(prompt).weighted(image) / 1e6);
        caption.setSourcePrompt(Captions.PROMPTS.get(0));
        return caption;
    }
}
