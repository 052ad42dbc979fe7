package captionstream.worker.caption;

/**
 * One decoding step.
 *
 * @param text the token decoded on its own; part of a character gives U+FFFD
 * @param entropy of the next-token distribution over the whole vocabulary, in nats
 * @param logProb natural logarithm of the probability of the token chosen
 */
public record GeneratedToken(int id, String text, double entropy, double logProb) {}
