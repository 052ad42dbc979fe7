package captionstream.worker.caption;

import java.util.List;

/**
 * One decoding step.
 *
 * @param text the token decoded on its own; part of a character gives U+FFFD
 * @param entropy of the next-token distribution over the whole vocabulary, in nats
 * @param logProb natural logarithm of the probability of the token chosen
 * @param alternatives the most probable tokens, the likeliest first, of equals the lower id first; as many as the
 *     {@link DecodingOptions} ask for
 */
public record GeneratedToken(int id, String text, double entropy, double logProb, List<Alternative> alternatives) {
    public GeneratedToken {
        alternatives = List.copyOf(alternatives);
    }

    /** A token that could have been chosen, with its probability in the model's own distribution. */
    public record Alternative(int id, String text, double logProb) {}
}
