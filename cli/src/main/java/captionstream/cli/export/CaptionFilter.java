package captionstream.cli.export;

import captionstream.Caption;
import captionstream.FinishReason;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which captions somebody wants.
 *
 * @param clipScores from and to, both included
 * @param minGrounding least margin over the control score, which captions without one never have; null for no limit
 * @param tokens of the whole caption, from and to, both included
 * @param finishReasons any of these; empty for all
 * @param prompts any of these; empty for all
 * @param models fingerprints, any of these; empty for all
 * @param since captioned at this time or later; null for no limit
 * @param until captioned before this time; null for no limit
 */
record CaptionFilter(
        Bounds clipScores,
        @Nullable Double minGrounding,
        Bounds tokens,
        Set<FinishReason> finishReasons,
        Set<String> prompts,
        Set<String> models,
        @Nullable Instant since,
        @Nullable Instant until) {
    static final CaptionFilter ALL =
            new CaptionFilter(Bounds.NONE, null, Bounds.NONE, Set.of(), Set.of(), Set.of(), null, null);

    CaptionFilter {
        finishReasons = Set.copyOf(finishReasons);
        prompts = Set.copyOf(prompts);
        models = Set.copyOf(models);
        if (minGrounding != null && minGrounding.isNaN()) {
            throw new IllegalArgumentException("min-grounding is NaN: give a number");
        }
        if (since != null && until != null && !since.isBefore(until)) {
            throw new IllegalArgumentException(
                    "since is " + since + " and until is " + until + ": nothing lies between them");
        }
    }

    boolean passes(Caption caption) {
        return clipScores.contain(caption.getClipScore())
                && tokens.contain(caption.getTokenCount())
                && isGrounded(caption.getGrounding())
                && isAmong(finishReasons, caption.getFinishReason())
                && isAmong(prompts, caption.getPrompt())
                && isAmong(models, caption.getModel())
                && isInTime(caption.getCaptionTime());
    }

    private boolean isGrounded(@Nullable Double grounding) {
        return minGrounding == null || (grounding != null && grounding >= minGrounding);
    }

    private static <T> boolean isAmong(Set<T> wanted, T value) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    private boolean isInTime(Instant time) {
        return (since == null || !time.isBefore(since)) && (until == null || time.isBefore(until));
    }

    /** Numbers from {@code least} to {@code most}, both included. */
    record Bounds(String name, double least, double most) {
        static final Bounds NONE = new Bounds("", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        Bounds {
            if (!(least <= most)) {
                throw new IllegalArgumentException("min-" + name + " is " + least + " and max-" + name + " is " + most
                        + ": nothing lies between them");
            }
        }

        boolean contain(double value) {
            return value >= least && value <= most;
        }
    }
}
