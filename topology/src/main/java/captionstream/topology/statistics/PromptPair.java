package captionstream.topology.statistics;

/**
 * Two prompts compared on the same images.
 *
 * @param first the alphabetically lower prompt
 * @param second the other
 * @param difference CLIP score of the first minus that of the second, image by image, in millionths
 */
record PromptPair(String first, String second, Moments difference) implements Partial {
    static Key key(Outcome one, Outcome other) {
        boolean inOrder = one.prompt().compareTo(other.prompt()) < 0;
        return new Key(Kind.PAIR, inOrder ? one.prompt() : other.prompt(), inOrder ? other.prompt() : one.prompt());
    }

    @Override
    public Key key() {
        return new Key(Kind.PAIR, first, second);
    }

    PromptPair with(Outcome one, Outcome other) {
        return new PromptPair(first, second, difference.with(difference(one, other)));
    }

    PromptPair without(Outcome one, Outcome other) {
        return new PromptPair(first, second, difference.without(difference(one, other)));
    }

    private long difference(Outcome one, Outcome other) {
        return one.prompt().equals(first) ? one.scoreAbove(other) : other.scoreAbove(one);
    }

    /** The difference as seen from one of the two prompts: its score minus the other's. */
    Moments from(String prompt) {
        return prompt.equals(first) ? difference : difference.negated();
    }

    String other(String prompt) {
        return prompt.equals(first) ? second : first;
    }

    @Override
    public boolean isExact() {
        return difference.range().isExact();
    }

    @Override
    public PromptPair cleared() {
        return new PromptPair(first, second, Moments.NONE);
    }

    @Override
    public PromptPair plus(Partial other) {
        return new PromptPair(first, second, difference.plus(((PromptPair) other).difference));
    }

    @Override
    public void writeTo(StateWriter out) {
        difference.writeTo(out);
    }

    static PromptPair readFrom(String first, String second, StateReader in) {
        return new PromptPair(first, second, Moments.readFrom(in));
    }
}
