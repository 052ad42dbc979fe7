package captionstream.cli.report;

import java.util.Map;
import java.util.Optional;

/**
 * What the paper's author published of one run: five prompts on 1,064 COCO images, CLIP ViT-B/16 and GPT-2 joined by a
 * projection that was never trained (Liu Xiangyi, "Implementation and Analysis of Image Captioning via CLIP-GPT2
 * Integration", 2025).
 *
 * @param mean of the CLIP scores
 * @param standardDeviation of the CLIP scores, with n − 1
 * @param wins images on which the prompt had the highest score
 * @param normalized figure 6
 */
record PublishedRun(double mean, double standardDeviation, int count, int wins, double normalized) {
    private static final int IMAGES = 1064;
    private static final Map<String, PublishedRun> BY_PROMPT = Map.of(
            "A detailed photo of", new PublishedRun(17.762502, 3.649015, IMAGES, 202, 0.29566),
            "This image shows", new PublishedRun(17.784936, 3.593017, IMAGES, 208, 0),
            "A realistic image of", new PublishedRun(18.204578, 2.989696, IMAGES, 185, 0.98922),
            "An image of", new PublishedRun(18.104050, 3.629508, IMAGES, 244, 1),
            "A picture that depicts", new PublishedRun(18.355956, 3.232886, IMAGES, 225, 0.95621));

    static Optional<PublishedRun> of(String prompt) {
        return Optional.ofNullable(BY_PROMPT.get(prompt));
    }
}
