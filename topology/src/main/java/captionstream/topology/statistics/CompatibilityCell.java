package captionstream.topology.statistics;

/**
 * Captions made with one prompt on the images that belong to another.
 *
 * @param clipScores in millionths
 */
record CompatibilityCell(String row, String prompt, Sum clipScores) implements Partial {
    static CompatibilityCell none(String row, String prompt) {
        return new CompatibilityCell(row, prompt, Sum.NONE);
    }

    static Key key(String row, String prompt) {
        return new Key(Kind.CELL, row, prompt);
    }

    @Override
    public Key key() {
        return key(row, prompt);
    }

    CompatibilityCell with(Outcome outcome) {
        return new CompatibilityCell(row, prompt, clipScores.with(outcome.clipScore()));
    }

    CompatibilityCell without(Outcome outcome) {
        return new CompatibilityCell(row, prompt, clipScores.without(outcome.clipScore()));
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public CompatibilityCell cleared() {
        return none(row, prompt);
    }

    @Override
    public CompatibilityCell plus(Partial partial) {
        return new CompatibilityCell(row, prompt, clipScores.plus(((CompatibilityCell) partial).clipScores));
    }

    @Override
    public void writeTo(StateWriter out) {
        clipScores.writeTo(out);
    }

    static CompatibilityCell readFrom(String row, String prompt, StateReader in) {
        return new CompatibilityCell(row, prompt, Sum.readFrom(in));
    }
}
