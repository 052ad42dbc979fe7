package captionstream.topology.statistics;

import captionstream.CaptionFeedback;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a rating must be to be counted, whoever sent it. */
public final class FeedbackRules {
    private FeedbackRules() {}

    /** What is wrong with the rating, for people; null if nothing is. */
    public static @Nullable String violation(CaptionFeedback feedback) {
        if (!CaptionRules.isName(feedback.getImageId(), CaptionRules.LONGEST_NAME)) {
            return notAName("image id", CaptionRules.LONGEST_NAME);
        }
        if (!CaptionRules.isName(feedback.getModel(), CaptionRules.LONGEST_NAME)) {
            return notAName("model", CaptionRules.LONGEST_NAME);
        }
        if (CaptionRules.hasSeparator(feedback.getModel())) {
            return CaptionRules.MODEL_WITH_SEPARATOR;
        }
        if (!CaptionRules.isName(feedback.getRater(), CaptionRules.LONGEST_NAME)) {
            return notAName("rater", CaptionRules.LONGEST_NAME);
        }
        if (!CaptionRules.isName(feedback.getPrompt(), CaptionRules.LONGEST_PROMPT)) {
            return notAName("prompt", CaptionRules.LONGEST_PROMPT);
        }
        if (!(feedback.getRating() >= 0 && feedback.getRating() <= 1)) {
            return "a rating of " + feedback.getRating() + " is not between 0 and 1";
        }
        return feedback.getTime().isBefore(Instant.EPOCH) || feedback.getTime().isAfter(CaptionRules.LATEST)
                ? "the time is before 1970 or after the year 9999"
                : null;
    }

    private static String notAName(String what, int longest) {
        return "the " + what + " is blank, over " + longest + " characters or has control characters";
    }
}
