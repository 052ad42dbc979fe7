package captionstream.dashboard.state;

import captionstream.GeneratedToken;

/**
 * One generated token.
 *
 * @param entropy of the distribution it was chosen from, in nats, to three decimals
 */
public record TokenView(String text, double entropy) {
    static TokenView of(GeneratedToken token) {
        return new TokenView(Excerpt.of(token.getText()), Math.rint(token.getEntropy() * 1e3) / 1e3);
    }
}
