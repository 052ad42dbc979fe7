package captionstream.worker.caption;

/** How text is decoded: greedily, which is what the scores of different runs can be compared by. */
public record DecodingOptions(int maxNewTokens) {
    /** The paper's setting. */
    public static final DecodingOptions GREEDY = new DecodingOptions(30);

    public DecodingOptions {
        if (maxNewTokens < 1 || maxNewTokens > 1024) {
            throw new IllegalArgumentException("maxNewTokens is " + maxNewTokens + ", which is not in 1 to 1024");
        }
    }

    /** As it stands on every caption record. */
    public String describe() {
        return "greedy,max_new_tokens=" + maxNewTokens;
    }
}
