package captionstream.topology.statistics;

import captionstream.Caption;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a caption must be to be counted, whoever wrote it. */
public final class CaptionRules {
    /** All that is checked or counted; the rest of a caption need not be read. */
    public static final Set<String> FIELDS = Set.of(
            "image_id",
            "uri",
            "prompt",
            "prompt_index",
            "prompt_count",
            "prompt_set",
            "caption",
            "token_count",
            "clip_score",
            "control_score",
            "confidence",
            "entropy_weighted_score",
            "saliency_weighted_score",
            "model",
            "source_prompt",
            "event_time",
            "caption_time");

    public static final int LONGEST_NAME = 256;

    static final String MODEL_WITH_SEPARATOR =
            "the model has a |, which the keys of results have between model, window and name";

    static final int LONGEST_PROMPT = 1000;
    private static final int MOST_TOKENS = 1_000_000;
    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final double LARGEST_SCORE = 10_000;

    private CaptionRules() {}

    /** What is wrong with the caption, for people; null if nothing is. */
    public static @Nullable String violation(Caption caption) {
        if (!isName(caption.getImageId(), LONGEST_NAME)) {
            return "the image id is blank, over " + LONGEST_NAME + " characters or has control characters";
        }
        if (!isName(caption.getModel(), LONGEST_NAME) || !isName(caption.getPromptSet(), LONGEST_NAME)) {
            return "the model or prompt set is blank, over " + LONGEST_NAME + " characters or has control characters";
        }
        if (hasSeparator(caption.getModel())) {
            return MODEL_WITH_SEPARATOR;
        }
        String source = caption.getSourcePrompt();
        if (!isName(caption.getPrompt(), LONGEST_PROMPT) || (source != null && !isName(source, LONGEST_PROMPT))) {
            return "the prompt or source prompt is blank, over " + LONGEST_PROMPT
                    + " characters or has control characters";
        }
        if (caption.getPromptIndex() < 0 || caption.getPromptIndex() >= caption.getPromptCount()) {
            return "prompt " + caption.getPromptIndex() + " of " + caption.getPromptCount() + " is impossible";
        }
        if (caption.getTokenCount() < 1 || caption.getTokenCount() > MOST_TOKENS) {
            return "a token count of " + caption.getTokenCount() + " is impossible";
        }
        if (caption.getCaptionTime().toEpochMilli() < 0) {
            return "the caption time is before 1970";
        }
        if (caption.getCaptionTime().isAfter(LATEST)) {
            return "the caption time is after the year 9999";
        }
        return areScores(caption)
                ? null
                : "a score is not a number between -" + LARGEST_SCORE + " and " + LARGEST_SCORE;
    }

    static boolean isName(String text, int longest) {
        return !text.isBlank() && text.length() <= longest && !hasControls(text);
    }

    static boolean hasSeparator(String model) {
        return model.indexOf('|') >= 0;
    }

    private static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean areScores(Caption caption) {
        Double control = caption.getControlScore();
        return isScore(caption.getClipScore())
                && (control == null || isScore(control))
                && isScore(caption.getConfidence())
                && isScore(caption.getEntropyWeightedScore())
                && isScore(caption.getSaliencyWeightedScore());
    }

    private static boolean isScore(double score) {
        return Math.abs(score) <= LARGEST_SCORE;
    }
}
