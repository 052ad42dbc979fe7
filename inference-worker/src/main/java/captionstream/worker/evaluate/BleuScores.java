package captionstream.worker.evaluate;

/** BLEU of n-grams up to 1, 2, 3 and 4 words, each in [0, 1]. */
public record BleuScores(double bleu1, double bleu2, double bleu3, double bleu4) {}
