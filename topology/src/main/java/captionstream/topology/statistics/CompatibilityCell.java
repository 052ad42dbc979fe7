package captionstream.topology.statistics;

import java.math.BigInteger;

/**
 * Captions made with one prompt on the images that belong to another.
 *
 * @param sum of CLIP scores, in millionths
 */
record CompatibilityCell(String row, String prompt, long count, BigInteger sum) implements Partial {
    static CompatibilityCell none(String row, String prompt) {
        return new CompatibilityCell(row, prompt, 0, BigInteger.ZERO);
    }

    /** @param clipScores in millionths */
    static CompatibilityCell of(String row, String prompt, Moments clipScores) {
        return new CompatibilityCell(row, prompt, clipScores.count(), clipScores.sum());
    }

    static Key key(String row, String prompt) {
        return new Key(Kind.CELL, row, prompt);
    }

    @Override
    public Key key() {
        return key(row, prompt);
    }

    CompatibilityCell with(Outcome outcome) {
        return new CompatibilityCell(row, prompt, count + 1, sum.add(BigInteger.valueOf(outcome.clipScore())));
    }

    CompatibilityCell without(Outcome outcome) {
        return new CompatibilityCell(row, prompt, count - 1, sum.subtract(BigInteger.valueOf(outcome.clipScore())));
    }

    /** In whole scores; there is at least one. */
    double mean() {
        return FixedPoint.ratio(sum, BigInteger.valueOf(count).multiply(BigInteger.valueOf(FixedPoint.MILLIONTHS)));
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
        CompatibilityCell other = (CompatibilityCell) partial;
        return new CompatibilityCell(row, prompt, count + other.count, sum.add(other.sum));
    }

    @Override
    public void writeTo(StateWriter out) {
        out.number(count).number(sum);
    }

    static CompatibilityCell readFrom(String row, String prompt, StateReader in) {
        return new CompatibilityCell(row, prompt, in.number(), in.bigNumber());
    }
}
