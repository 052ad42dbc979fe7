package captionstream.worker.caption;

/** How the next token is chosen by the scores. */
public sealed interface TokenChoice permits TokenChoice.Greedy, Sampling {

    /** @param scores logits, one per token of the vocabulary; any numbers, NaN among them */
    int choose(float[] scores, Step step);

    /** As it stands on every caption record. */
    String describe();

    /** Which choice this is: all that a random number may depend on beside its seed. */
    record Step(String imageId, long[] prompt, int index) {}

    /** The token with the highest score, of equals the first. */
    record Greedy() implements TokenChoice {
        @Override
        public int choose(float[] scores, Step step) {
            int best = 0;
            for (int id = 1; id < scores.length; id++) {
                if (scores[id] > scores[best]) {
                    best = id;
                }
            }
            return best;
        }

        @Override
        public String describe() {
            return "greedy";
        }
    }
}
