package captionstream.schemas;

import captionstream.PromptSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a list of prompts must be, whether an event brings it or a prompt set. */
public final class PromptRules {
    private static final int MOST_PROMPTS = 32;
    private static final int LONGEST_PROMPT = 1000;
    private static final int LONGEST_NAME = 100;

    private PromptRules() {}

    /** What is wrong with a set, for people; null if nothing is. */
    public static @Nullable String violation(PromptSet set) {
        if (set.getName().isBlank() || set.getName().length() > LONGEST_NAME || hasControlCharacter(set.getName())) {
            return "the name is blank, over " + LONGEST_NAME + " characters or has control characters";
        }
        return violation(set.getPrompts());
    }

    /** What is wrong with the prompts, for people; null if nothing is. */
    public static @Nullable String violation(List<String> prompts) {
        if (prompts.isEmpty()) {
            return "the list of prompts is empty; leave it out to use the prompt set";
        }
        if (prompts.size() > MOST_PROMPTS) {
            return prompts.size() + " prompts, and at most " + MOST_PROMPTS + " are allowed";
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < prompts.size(); i++) {
            String violation = violation(prompts.get(i));
            if (violation != null) {
                return "prompt " + (i + 1) + " " + violation;
            }
            if (!seen.add(prompts.get(i))) {
                return "prompt " + (i + 1) + " repeats an earlier one";
            }
        }
        return null;
    }

    public static @Nullable String violation(String prompt) {
        if (prompt.isBlank()) {
            return "is blank";
        }
        if (prompt.length() > LONGEST_PROMPT) {
            return "has " + prompt.length() + " characters, and at most " + LONGEST_PROMPT + " are allowed";
        }
        return hasControlCharacter(prompt) ? "has a control character" : null;
    }

    public static boolean hasControlCharacter(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
