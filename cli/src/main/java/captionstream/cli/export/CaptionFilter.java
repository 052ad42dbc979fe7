package captionstream.cli.export;

import captionstream.Caption;
import captionstream.FinishReason;
import captionstream.cli.console.TimeSpan;
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
 * @param times when they were made
 */
record CaptionFilter(
        Bounds clipScores,
        @Nullable Double minGrounding,
        Bounds tokens,
        Set<FinishReason> finishReasons,
        Set<String> prompts,
        Set<String> models,
        TimeSpan times) {
    static final CaptionFilter ALL =
            new CaptionFilter(Bounds.NONE, null, Bounds.NONE, Set.of(), Set.of(), Set.of(), TimeSpan.ALWAYS);

    CaptionFilter {
        finishReasons = Set.copyOf(finishReasons);
        prompts = Set.copyOf(prompts);
        models = Set.copyOf(models);
        if (minGrounding != null && minGrounding.isNaN()) {
            throw new IllegalArgumentException("min-grounding is NaN: give a number");
        }
    }

    boolean passes(Caption caption) {
        return clipScores.contain(caption.getClipScore())
                && tokens.contain(caption.getTokenCount())
                && isGrounded(caption.getGrounding())
                && isAmong(finishReasons, caption.getFinishReason())
                && isAmong(prompts, caption.getPrompt())
                && isAmong(models, caption.getModel())
                && times.contains(caption.getCaptionTime());
    }

    private boolean isGrounded(@Nullable Double grounding) {
        return minGrounding == null || (grounding != null && grounding >= minGrounding);
    }

    private static <T> boolean isAmong(Set<T> wanted, T value) {
        return wanted.isEmpty() || wanted.contains(value);
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
