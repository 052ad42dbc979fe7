package captionstream.worker.caption;

/**
 * How text is decoded: the repetition penalty changes the scores, then a token is chosen by them. Entropies and
 * log-probabilities stay those of the model's own distribution, before any of this.
 *
 * @param maxNewTokens most steps, 1 to 1024
 * @param alternatives how many of each step's most probable tokens to report, 0 to 20; changes no caption
 */
public record DecodingOptions(TokenChoice choice, RepetitionPenalty penalty, int maxNewTokens, int alternatives) {
    /** The paper's setting, which is what the scores of different runs can be compared by. */
    public static final DecodingOptions GREEDY = greedy(30);

    /** @throws IllegalArgumentException naming the setting and the value that is wrong */
    public DecodingOptions {
        Setting.require(maxNewTokens >= 1 && maxNewTokens <= 1024, "max-new-tokens", maxNewTokens, "1 to 1024");
        Setting.require(alternatives >= 0 && alternatives <= 20, "alternatives", alternatives, "0 to 20");
    }

    /** Reporting no alternatives. */
    public DecodingOptions(TokenChoice choice, RepetitionPenalty penalty, int maxNewTokens) {
        this(choice, penalty, maxNewTokens, 0);
    }

    public static DecodingOptions greedy(int maxNewTokens) {
        return new DecodingOptions(new TokenChoice.Greedy(), RepetitionPenalty.NONE, maxNewTokens);
    }

    public DecodingOptions withAlternatives(int number) {
        return new DecodingOptions(choice, penalty, maxNewTokens, number);
    }

    /** As it stands on every caption record. */
    public String describe() {
        String penalised = isPenalised() ? ",repetition_penalty=" + penalty.factor() : "";
        return choice.describe() + penalised + ",max_new_tokens=" + maxNewTokens;
    }

    /** Whether the model's likeliest token is always the next. */
    boolean isPlainlyGreedy() {
        return choice instanceof TokenChoice.Greedy && !isPenalised();
    }

    private boolean isPenalised() {
        return penalty.factor() != 1;
    }
}
