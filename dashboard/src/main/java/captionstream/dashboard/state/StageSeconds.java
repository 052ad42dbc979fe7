package captionstream.dashboard.state;

/**
 * Where the time of a caption goes: means over the captions of some span, in seconds. The three stages of the model are
 * those of the batch that a caption was in.
 */
public record StageSeconds(double fetch, double decode, double encode, double generate, double score) {
    private static final double MICROS = 1e6;

    static StageSeconds of(long[] sums, long captions) {
        return new StageSeconds(
                mean(sums, Measure.FETCH_MICROS, captions),
                mean(sums, Measure.DECODE_MICROS, captions),
                mean(sums, Measure.ENCODE_MICROS, captions),
                mean(sums, Measure.GENERATE_MICROS, captions),
                mean(sums, Measure.SCORE_MICROS, captions));
    }

    private static double mean(long[] sums, Measure stage, long captions) {
        return Math.rint((double) sums[stage.ordinal()] / captions) / MICROS;
    }
}
